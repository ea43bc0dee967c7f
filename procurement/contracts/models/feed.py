"""A person's own calendar of an organisation's deadlines, under an address that nobody guesses."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

KEY_BYTES = 16
SIGNATURE = 32  # hexadecimal digits


class CalendarFeedQuerySet(models.QuerySet):
    def of(self, user, organisation) -> CalendarFeedQuerySet:
        """The feeds that a person has opened for an organisation and not closed."""
        return self.filter(user=user, organisation=organisation, closed_at=None)

    def behind(self, token: str) -> CalendarFeed | None:
        """Return the open feed of an address, as long as its person acts for the organisation."""
        key, _dot, signature = token.partition("-")
        feeds = self.select_related("user", "organisation").filter(
            closed_at=None, user__is_active=True, organisation__memberships__user=models.F("user")
        )
        found = feeds.filter(key=key).first()
        is_true = found is not None and constant_time_compare(found.signature, signature)
        return found if is_true else None


class CalendarFeed(models.Model):
    """Who may read an organisation's deadlines without signing in, until the feed is closed.

    The address is not stored: it is the key with a signature by the site's secret, so a copy of
    the database alone opens no calendar.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    organisation = models.ForeignKey(
        "marketplace_organisations.Organisation",
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
    )
    key = models.CharField(max_length=2 * KEY_BYTES, unique=True)
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(closed_at=None),
                name="procurement_feed_one_open_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.user_id}"

    @property
    def signature(self) -> str:
        return salted_hmac(__name__, self.key, algorithm="sha256").hexdigest()[:SIGNATURE]

    @property
    def token(self) -> str:
        """Return the last part of the feed's address."""
        return f"{self.key}-{self.signature}"
