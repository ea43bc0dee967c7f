from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import money_property


class AwardQuerySet(models.QuerySet):
    def kept_by(self, agency) -> "AwardQuerySet":
        """Those that the agency won, or took over from others, and has not fallen away from."""
        answered = self.filter(notice__responses__agency=agency, skips__isnull=False)
        passed_on = answered.exclude(winner=agency).distinct().prefetch_related("skips")
        taken = [each.pk for each in passed_on if each.candidate == agency.public_id]
        return self.filter(Q(winner=agency) | Q(pk__in=taken)).exclude(
            skips__candidate=agency.public_id
        )


class Award(models.Model):
    """The order of preference, and the evidence from which anybody can redo it.

    The ranking never changes. A winner who falls away is skipped, on the record;
    ``winner`` and ``price`` are those of the decision.
    """

    notice = models.OneToOneField(
        "procurement.Notice", on_delete=models.PROTECT, related_name="award"
    )
    winner = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("winner"),
        on_delete=models.PROTECT,
        related_name="awards",
    )
    price_minor = models.PositiveBigIntegerField(_("price"))
    currency = models.CharField(_("currency"), max_length=3)
    ranking = models.JSONField(_("ranking"))
    evidence = models.JSONField(_("evidence"))
    decided_at = models.DateTimeField(_("decided at"))

    objects = AwardQuerySet.as_manager()
    price = money_property("price_minor")

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return f"award of {self.notice_id} at {self.decided_at:%F %T}"

    @property
    def candidate(self) -> str | None:
        """Return the first candidate who has not fallen away, as public id, if one is left."""
        skipped = {skip.candidate for skip in self.skips.all()}
        return next((each for each in self.ranking if each not in skipped), None)

    @property
    def has_passed_on(self) -> bool:
        """Return whether the winner has fallen away, so that another place follows."""
        return self.candidate != self.winner.public_id


class Skip(models.Model):
    """Why one candidate's place passed to the next, and who approved it.

    Without an approver the clock did it: a time limit of the hall's rules had passed.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="skips")
    candidate = models.CharField(_("candidate"), max_length=64)
    reason = models.TextField(_("reason"))
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    skipped_at = models.DateTimeField(_("skipped at"))

    class Meta:
        verbose_name = _("skip")
        verbose_name_plural = _("skips")
        constraints = [
            models.UniqueConstraint(
                fields=["award", "candidate"], name="procurement_skip_happens_once"
            ),
            models.CheckConstraint(
                name="procurement_skip_has_a_reason", condition=~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.reason}"
