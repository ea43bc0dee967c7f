from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..models.fields import CreditCodeField, LineField, localised


class Organisation(models.Model):
    """A legal person, partnership or public body, known by its unified social credit code."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        PARTNERSHIP = "partnership", _("Partnership")
        INSTITUTION = "institution", _("Public institution")
        GOVERNMENT = "government", _("Government body")
        OTHER = "other", _("Other organisation")

    credit_code = CreditCodeField(
        _("unified social credit code"),
        unique=True,
        error_messages={
            "unique": _(
                "An organisation with this credit code has registered already. "
                "Ask its administrator to invite you."
            )
        },
    )
    name_zh = LineField(_("name"), max_length=120)
    name_en = LineField(_("English name"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMPANY)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="organisations"
    )

    name = localised("name")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        return f"organisation:{self.credit_code}"

    @property
    def facts(self) -> dict:
        """Return what the public log says of the organisation."""
        return {
            "credit_code": self.credit_code,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "organisation_kind": self.kind,
        }


class Membership(models.Model):
    """One person acting for one organisation."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("Administrator")
        DELEGATE = "delegate", _("Delegate")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.DELEGATE)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="marketplace_membership_is_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.organisation_id}"
