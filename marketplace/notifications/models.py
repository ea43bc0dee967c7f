"""What was told to whom, by which way, and how each person wants to hear of what."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..topics import AT_ONCE, DAILY, NEVER


class PostingQuerySet(models.QuerySet):
    def waiting_at(self, at) -> "PostingQuerySet":
        """Those still to be told, in the order of the log."""
        return self.filter(done_at=None, due_at__lte=at).order_by("pk")


class Posting(models.Model):
    """An event that a topic tells of at a time, and how far its readers have been told.

    The listener only writes this row; the clock then tells the readers in parts. A topic that
    fails is tried again later and keeps no other one waiting.
    """

    event = models.ForeignKey("marketplace.Event", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("topic"), max_length=60)
    time = models.CharField(_("name of the time"), max_length=20, blank=True)
    at = models.DateTimeField(_("at"))
    letter = models.PositiveSmallIntegerField(_("letters done"), default=0)
    after = models.CharField(_("last reader told"), max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts that failed"), default=0)
    due_at = models.DateTimeField(_("due at"))
    done_at = models.DateTimeField(_("done at"), null=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "topic", "time"], name="marketplace_posting_is_made_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(done_at=None), name="marketplace_posting_waiting"
            ),
            models.Index(fields=["done_at"], name="marketplace_posting_age"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of event {self.event_id}"


class MailQuerySet(models.QuerySet):
    def due_at(self, at) -> "MailQuerySet":
        """Those to be sent now: waiting ones, and claimed ones whose claim has run out."""
        unsent = [Mail.State.WAITING, Mail.State.CLAIMED]
        return self.filter(state__in=unsent, due_at__lte=at).order_by("due_at", "pk")


class Mail(models.Model):
    """One mail to one person: of one notification, or of a day's.

    ``due_at`` is when it is to be sent, and for a claimed one when the claim runs out: who
    claimed it has died, and it is sent again under the same ``message_id``.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("To be sent")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent out")
        REFUSED = "refused", _("Refused by the mail server")
        DROPPED = "dropped", _("Not wanted any more")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    message_id = models.CharField(_("message id"), max_length=80, unique=True)
    digest_on = models.DateField(_("day of a daily mail"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(_("written at"))
    due_at = models.DateTimeField(_("due at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.CharField(_("claim"), max_length=32, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)
    error = models.CharField(_("what went wrong last"), max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest_on"], name="marketplace_mail_one_digest_a_day"
            ),
            models.CheckConstraint(
                name="marketplace_mail_claimed_by_somebody",
                condition=Q(state="claimed") & ~Q(claim="") | ~Q(state="claimed") & Q(claim=""),
            ),
            models.CheckConstraint(
                name="marketplace_mail_settled_and_dated_together",
                condition=Q(state__in=["waiting", "claimed"], settled_at=None)
                | Q(state__in=["sent", "refused", "dropped"], settled_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "claimed"]),
                name="marketplace_mail_unsent",
            ),
            models.Index(fields=["settled_at"], name="marketplace_mail_age"),
        ]

    def __str__(self) -> str:
        return self.message_id


class NotificationQuerySet(models.QuerySet):
    def of(self, user) -> "NotificationQuerySet":
        """What the user sees on the site."""
        return self.filter(user=user, is_shown=True)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Notification(models.Model):
    """That one person is told of one event under one topic, once for each of its times.

    The words are made when it is read, from the event and ``facts``. It is kept also where the
    person wants it by mail only (``is_shown`` is false then).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey("marketplace.Event", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("topic"), max_length=60)
    time = models.CharField(_("name of the time"), max_length=20, blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    at = models.DateTimeField(_("at"))  # the event's, or the reminder's
    is_shown = models.BooleanField(_("on the site"), default=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    in_digest = models.BooleanField(_("waits for the daily mail"), default=False)
    mail = models.ForeignKey(
        Mail, on_delete=models.SET_NULL, related_name="notifications", null=True
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user", "topic", "time"],
                name="marketplace_notification_is_told_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user"],
                condition=Q(read_at=None, is_shown=True),
                name="marketplace_notice_unread",
            ),
            models.Index(F("user"), F("at").desc(), name="marketplace_notice_of_user"),
            models.Index(fields=["at"], name="marketplace_notice_age"),
            models.Index(
                fields=["user"], condition=Q(in_digest=True), name="marketplace_notice_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} for {self.user_id}"


class Preference(models.Model):
    """How one person wants to hear of one topic; without a row the topic's own way holds."""

    class Mailing(models.TextChoices):
        AT_ONCE = AT_ONCE, _("At once")
        DAILY = DAILY, _("Once a day")
        NEVER = NEVER, _("No mail")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(_("topic"), max_length=60)
    on_site = models.BooleanField(_("on the site"), default=True)
    mailing = models.CharField(_("by mail"), max_length=10, choices=Mailing, default=AT_ONCE)

    class Meta:
        verbose_name = _("choice of notifications")
        verbose_name_plural = _("choices of notifications")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "topic"], name="marketplace_preference_one_a_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} for {self.user_id}"
