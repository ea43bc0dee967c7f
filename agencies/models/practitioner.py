from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField


class Practitioner(models.Model):
    """A registered person who works for the agency. No identity numbers are kept here."""

    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.CASCADE, related_name="practitioners"
    )
    name = LineField(_("name"), max_length=60)
    profession = LineField(_("registered profession"), max_length=80)
    registration_number = LineField(_("registration number"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("practitioner")
        verbose_name_plural = _("practitioners")
        constraints = [
            models.UniqueConstraint(
                fields=["profession", "registration_number"],
                name="agencies_practitioner_works_for_one",
                violation_error_message=_(
                    "This registration number is with an agency already. A person can be "
                    "registered with one agency at a time."
                ),
            ),
            models.CheckConstraint(
                name="agencies_practitioner_period_runs_forward",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The registration ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.profession}"

    @property
    def private_facts(self) -> dict:
        """Return who it is, for the part of an event that may be erased."""
        return {
            "name": self.name,
            "registration_number": self.registration_number,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
        }
