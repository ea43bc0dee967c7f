"""What happens while a service runs: pauses, extensions, deliveries, pinned due dates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import ProseField

from .engagement import Engagement


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
    taken_days = models.PositiveSmallIntegerField(_("working days taken"))
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
    pins anew, by the calendar of that moment. ``yellow_on`` is pinned with it: the last day on
    which the lamp is green. So a list of lamps is a comparison of days, which the database makes.
    """

    class Cause(models.TextChoices):
        STARTED = "started", _("The service started")
        RESUMED = "resumed", _("The service went on after a pause")
        EXTENDED = "extended", _("An extension was granted")
        RETURNED = "returned", _("The deliverable was returned")

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="due_dates")
    due_on = models.DateField(_("due on"))
    yellow_on = models.DateField(_("last day with a green lamp"))
    cause = models.CharField(_("why"), max_length=10, choices=Cause)
    pinned_at = models.DateTimeField(_("pinned at"))

    class Meta:
        verbose_name = _("due date")
        verbose_name_plural = _("due dates")
        ordering = ["pinned_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="procurement_duedate_is_yellow_before_red",
                condition=Q(yellow_on__lte=F("due_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id}: {self.due_on}"
