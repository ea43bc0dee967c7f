from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class VettingClaimQuerySet(models.QuerySet):
    def standing_at(self, at) -> "VettingClaimQuerySet":
        """Claims that have not expired."""
        return self.filter(expires_at__gt=at)


class VettingClaim(models.Model):
    """Who has an application on the desk, so that two do not check the same one.

    It expires by itself: a claim that somebody forgot keeps no application waiting.
    """

    agency = models.OneToOneField(
        "agencies.Agency", on_delete=models.CASCADE, related_name="claim", verbose_name=_("agency")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("claimed by"),
    )
    claimed_at = models.DateTimeField(_("claimed at"))
    expires_at = models.DateTimeField(_("expires at"))

    objects = VettingClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim of an application")
        verbose_name_plural = _("claims of applications")
        constraints = [
            models.CheckConstraint(
                name="agencies_claim_runs_forward", condition=Q(expires_at__gt=F("claimed_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.by_id}"

    def stands_at(self, at) -> bool:
        return at < self.expires_at
