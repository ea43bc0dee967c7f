from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import money_property

from ...domain.lifecycle import State


class EngagementQuerySet(models.QuerySet):
    def locked(self, pk) -> "Engagement":
        """Fetch one engagement and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def standing(self) -> "EngagementQuerySet":
        """Those whose candidate has not fallen away."""
        return self.filter(fallen_at=None)

    def running(self) -> "EngagementQuerySet":
        """Those whose service has started and is not accepted yet."""
        return self.standing().filter(started_at__isnull=False, accepted_at=None)

    def in_state(self, *states) -> "EngagementQuerySet":
        """Those that stand and whose notice is in one of the states."""
        return self.standing().filter(notice__state__in=[state.value for state in states])

    def silent_at(self, moment) -> "EngagementQuerySet":
        """Those whose agency has let the time to confirm, or to sign, run out."""
        return self.in_state(State.AWARDED).filter(confirm_by__lte=moment) | self.in_state(
            State.CONFIRMED
        ).filter(lapses_at__lte=moment)

    def deemed_by(self, moment) -> "EngagementQuerySet":
        """Those whose deliverable counts as accepted since that moment or before."""
        return self.in_state(State.DELIVERED).filter(deemed_at__lte=moment)

    def overdue_for_owner(self, moment) -> "EngagementQuerySet":
        """Those that wait for a contract or an answer, longer than the hall's rules allow."""
        return self.in_state(State.CONFIRMED).filter(sign_by__lte=moment) | self.in_state(
            State.DELIVERED
        ).filter(check_by__lte=moment)

    def for_clock(self) -> "EngagementQuerySet":
        """With everything that the service clock is computed from."""
        return self.select_related("agency", "notice__hall", "notice__rules").prefetch_related(
            "pauses", "deliveries", "due_dates"
        )


class Engagement(models.Model):
    """One agency's service for one notice, from the award to the acceptance.

    Made with the award for the first rank, and with each skip for the next one. The state is
    the notice's; here stand the times at which things happened and by which they must. Price
    and promise are copies of the answer's, and the database compares them.
    """

    class Acceptance(models.TextChoices):
        BY_OWNER = "owner", _("Accepted by the owner")
        BY_SILENCE = "silence", _("Deemed accepted: the owner was silent")

    notice = models.ForeignKey(
        "procurement.Notice", on_delete=models.PROTECT, related_name="engagements"
    )
    response = models.OneToOneField(
        "procurement.Response", on_delete=models.PROTECT, related_name="engagement"
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="engagements",
    )
    rank = models.PositiveSmallIntegerField(_("rank"))
    price_minor = models.PositiveBigIntegerField(_("price"))
    currency = models.CharField(_("currency"), max_length=3)
    promised_days = models.PositiveSmallIntegerField(_("promised working days"))
    standard_days = models.PositiveSmallIntegerField(_("standard working days"))
    offered_at = models.DateTimeField(_("offered at"))
    publicity_ends_at = models.DateTimeField(_("publicity ends at"))
    confirm_by = models.DateTimeField(_("to be confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    sign_by = models.DateTimeField(_("contract to be signed by"), null=True)
    lapses_at = models.DateTimeField(_("unsigned award lapses at"), null=True)
    signed_on = models.DateField(_("contract signed on"), null=True)
    contracted_at = models.DateTimeField(_("contract handed in at"), null=True)
    started_at = models.DateTimeField(_("papers handed over at"), null=True)
    extended_days = models.PositiveSmallIntegerField(_("working days granted on top"), default=0)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    check_by = models.DateTimeField(_("to be accepted or returned by"), null=True)
    deemed_at = models.DateTimeField(_("counts as accepted at"), null=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    acceptance = models.CharField(
        _("how it was accepted"), max_length=10, choices=Acceptance, blank=True
    )
    fallen_at = models.DateTimeField(_("fell away at"), null=True)

    objects = EngagementQuerySet.as_manager()
    price = money_property("price_minor")

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        indexes = [
            models.Index(
                fields=["agency"],
                condition=Q(fallen_at=None, accepted_at=None),
                name="procurement_engagement_running",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(fallen_at=None),
                name="procurement_engagement_one_standing",
            ),
            models.CheckConstraint(
                name="procurement_engagement_promises_within_standard",
                condition=Q(promised_days__gte=1, promised_days__lte=F("standard_days")),
            ),
            models.CheckConstraint(
                name="procurement_engagement_goes_in_order",
                condition=(Q(contracted_at=None) | Q(confirmed_at__isnull=False))
                & (Q(started_at=None) | Q(contracted_at__isnull=False))
                & (Q(delivered_at=None) | Q(started_at__isnull=False))
                & (Q(accepted_at=None) | Q(delivered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="procurement_engagement_accepted_somehow",
                condition=Q(accepted_at=None, acceptance="")
                | (Q(accepted_at__isnull=False) & ~Q(acceptance="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} for {self.notice_id}"

    @property
    def stream(self) -> str:
        """Return the stream of its documents; its events stand on the notice's stream."""
        return f"engagement:{self.pk}"

    @property
    def allowed_days(self) -> int:
        """Return the working days the service may take: the promise and what was granted."""
        return self.promised_days + self.extended_days
