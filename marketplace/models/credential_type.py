from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from .fields import LineField, localised


class CredentialTypeQuerySet(models.QuerySet):
    def in_force_on(self, day) -> "CredentialTypeQuerySet":
        return self.filter(Q(abolished_on=None) | Q(abolished_on__gt=day))


class CredentialType(ClusterableModel):
    """A licence, qualification or filing that may be asked for, until it is abolished."""

    code = models.SlugField(_("code"), unique=True)
    name_zh = LineField(_("Chinese name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    issuer_zh = LineField(_("issuer, in Chinese"), max_length=200, blank=True)
    issuer_en = LineField(_("issuer, in English"), max_length=200, blank=True)
    validity_years = models.PositiveSmallIntegerField(_("years of validity"), null=True, blank=True)
    legal_basis_zh = LineField(_("legal basis"), max_length=400, blank=True)
    abolished_on = models.DateField(_("abolished on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        on_delete=models.PROTECT,
        related_name="replaces",
        null=True,
        blank=True,
    )
    replacement_zh = LineField(_("what stands instead, in Chinese"), max_length=300, blank=True)
    replacement_en = LineField(_("what stands instead, in English"), max_length=300, blank=True)
    is_voluntary = models.BooleanField(_("nobody may demand it"), default=False)

    objects = CredentialTypeQuerySet.as_manager()
    name = localised("name")
    issuer = localised("issuer")
    replacement = localised("replacement")

    class Meta:
        verbose_name = _("credential type")
        verbose_name_plural = _("credential types")

    def __str__(self) -> str:
        return self.name

    def is_in_force_on(self, day) -> bool:
        """Return whether a certificate of this type is worth anything on that day."""
        return self.abolished_on is None or day < self.abolished_on


class CredentialGrade(models.Model):
    """A grade of a credential type; rank 1 is the best."""

    type = ParentalKey(
        CredentialType,
        verbose_name=_("credential type"),
        on_delete=models.CASCADE,
        related_name="grades",
    )
    code = models.SlugField(_("code"))
    name_zh = LineField(_("Chinese name"), max_length=80)
    name_en = LineField(_("English name"), max_length=80)
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("1 is the best grade."))

    name = localised("name")

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        constraints = [
            models.UniqueConstraint(fields=["type", "code"], name="marketplace_grade_code_once"),
            models.UniqueConstraint(fields=["type", "rank"], name="marketplace_grade_rank_once"),
        ]

    def __str__(self) -> str:
        return self.name
