from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import ProseField, money_property


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


class Pause(models.Model):
    """A time in which the service clock stands, why, and who caused it."""

    class Reason(models.TextChoices):
        PAPERS = "papers", _("Papers from the owner are missing")
        SITE = "site", _("The site cannot be entered")
        AUTHORITY = "authority", _("An authority is reviewing")
        FORCE_MAJEURE = "force_majeure", _("Force majeure")
        SCOPE = "scope", _("The owner is changing the scope")

    class Cause(models.TextChoices):
        OWNER = "owner", _("Project owner")
        AGENCY = "agency", _("Agency")
        AUTHORITY = "authority", _("Authority")
        NOBODY = "nobody", _("Nobody")

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    cause = models.CharField(_("caused by"), max_length=20, choices=Cause)
    remark = ProseField(_("what happened"), max_length=1000)
    evidence = models.ForeignKey(
        "marketplace_documents.Document",
        verbose_name=_("evidence"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    paused_at = models.DateTimeField(_("paused at"))
    resumed_at = models.DateTimeField(_("resumed at"), null=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["paused_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(resumed_at=None),
                name="procurement_pause_one_at_a_time",
            ),
            models.CheckConstraint(
                name="procurement_pause_runs_forward",
                condition=Q(resumed_at=None) | Q(resumed_at__gte=F("paused_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id}: {self.reason}"


class Extension(models.Model):
    """More working days that an agency asks for; they count once the owner has agreed."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField(_("working days"))
    reason = ProseField(_("reason"), max_length=1000)
    evidence = models.ForeignKey(
        "marketplace_documents.Document",
        verbose_name=_("evidence"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    granted = models.BooleanField(_("granted"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    remark = ProseField(_("remark"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(granted=None),
                name="procurement_extension_one_question_at_a_time",
            ),
            models.CheckConstraint(
                name="procurement_extension_asks_for_days", condition=Q(days__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} days for {self.engagement_id}"


class Delivery(models.Model):
    """A deliverable that was handed in, and what the owner said to it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="deliveries")
    number = models.PositiveSmallIntegerField(_("number"))
    document = models.ForeignKey(
        "marketplace_documents.Document",
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    remark = ProseField(_("remark"), max_length=1000, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"))
    returned_at = models.DateTimeField(_("returned at"), null=True)
    return_reason = ProseField(_("why it was returned"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "number"], name="procurement_delivery_one_per_number"
            ),
            models.CheckConstraint(
                name="procurement_delivery_returned_for_a_reason",
                condition=Q(returned_at=None, return_reason="")
                | (Q(returned_at__isnull=False) & ~Q(return_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id}#{self.number}"


class DueDate(models.Model):
    """The day by which the service falls due, as it was pinned; the newest one counts.

    A calendar that changes later moves no pinned day: the next pause, extension or return
    pins anew, by the calendar of that moment.
    """

    class Cause(models.TextChoices):
        STARTED = "started", _("The service started")
        RESUMED = "resumed", _("The service went on after a pause")
        EXTENDED = "extended", _("An extension was granted")
        RETURNED = "returned", _("The deliverable was returned")

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="due_dates")
    due_on = models.DateField(_("due on"))
    cause = models.CharField(_("why"), max_length=10, choices=Cause)
    pinned_at = models.DateTimeField(_("pinned at"))

    class Meta:
        verbose_name = _("due date")
        verbose_name_plural = _("due dates")
        ordering = ["pinned_at", "pk"]

    def __str__(self) -> str:
        return f"{self.engagement_id}: {self.due_on}"
