from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField

from ..domain.requirement import Requirement

ONE_DAY = timedelta(days=1)


class CredentialQuerySet(models.QuerySet):
    def valid_on(self, day) -> "CredentialQuerySet":
        """Credentials that are worth something on that day: in time, not revoked, and of a
        type that is not abolished, whatever the certificate says."""
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=day),
            Q(type__abolished_on=None) | Q(type__abolished_on__gt=day),
            Q(revoked_on=None) | Q(revoked_on__gt=day),
            valid_from__lte=day,
        )

    def lapsed_on(self, day) -> "CredentialQuerySet":
        """Credentials that have run out or whose type is abolished, on that day or before."""
        return self.filter(Q(valid_to__lt=day) | Q(type__abolished_on__lte=day))

    def meeting(self, requirement: Requirement) -> "CredentialQuerySet":
        """Credentials that satisfy one of the requirement's alternatives."""
        return self.filter(
            reduce(
                or_,
                (
                    Q(type__code=each.type, grade__rank__lte=each.max_rank)
                    for each in requirement.alternatives
                ),
                Q(pk__in=[]),
            )
        )


class Credential(models.Model):
    """One certificate of one agency. Both days of the period are included."""

    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.CASCADE, related_name="credentials"
    )
    type = models.ForeignKey(
        "marketplace.CredentialType",
        verbose_name=_("credential type"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    grade = models.ForeignKey(
        "marketplace.CredentialGrade",
        verbose_name=_("grade"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    number = LineField(_("number of the certificate"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("Empty where it has no end.")
    )
    scan = models.ForeignKey(
        "marketplace_documents.Document",
        verbose_name=_("scan of the certificate"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    lapsed_on = models.DateField(
        _("lapsed on"),
        null=True,
        editable=False,
        help_text=_("The first day without it, noted once when that day came."),
    )

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        indexes = [models.Index(fields=["agency", "type"], name="agencies_credential_held")]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "number"],
                name="agencies_credential_is_held_once",
                violation_error_message=_(
                    "A certificate of this type and number is registered already. "
                    "Check the number, or ask the operator."
                ),
            ),
            models.CheckConstraint(
                name="agencies_credential_period_runs_forward",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The certificate ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.number}"

    def is_valid_on(self, day) -> bool:
        """Return whether the certificate is worth something on that day."""
        return (
            self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
            and (self.revoked_on is None or day < self.revoked_on)
            and self.type.is_in_force_on(day)
        )

    @property
    def facts(self) -> dict:
        """Return what the public log says of the certificate."""
        return {
            "credential_type": self.type.code,
            "grade": self.grade.code,
            "number": self.number,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
        }

    def first_day_without(self):
        """Return the day on which it stops or stopped being worth anything, or None."""
        days = [self.type.abolished_on, self.revoked_on]
        if self.valid_to is not None:
            days.append(self.valid_to + ONE_DAY)
        return min((day for day in days if day is not None), default=None)
