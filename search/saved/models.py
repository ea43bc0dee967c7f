"""What somebody looks for again and again; the clock does the looking once a day."""

from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField


class SavedSearchQuerySet(models.QuerySet):
    def due_at(self, at) -> "SavedSearchQuerySet":
        """Those to be looked at now, the longest overdue first."""
        return self.filter(is_on=True, next_at__lte=at).order_by("next_at", "pk")


class SavedSearch(models.Model):
    """A search that one person keeps: as private as their messages.

    ``heard_until`` is the first leaf of the log that it has not heard of yet; what came before
    it was saved is no news. ``only_mine`` keeps to rows that the person may act on.
    """

    token = models.CharField(_("token"), max_length=32, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = LineField(_("name"), max_length=80)
    text = models.CharField(_("what is looked for"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=30, blank=True)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    only_mine = models.BooleanField(_("only what the person may act on"), default=False)
    language = models.CharField(_("language"), max_length=20)
    is_on = models.BooleanField(_("tells what is new"), default=True)
    made_at = models.DateTimeField(_("saved at"))
    heard_until = models.PositiveBigIntegerField(_("next leaf of the log"))
    next_at = models.DateTimeField(_("looked at next"))
    told_at = models.DateTimeField(_("told last at"), null=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(is_on=True), name="marketplace_saved_search_due"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        return f"search:{self.token}"

    @property
    def address(self) -> str:
        """Return the search as the end of the address of its results."""
        named = {"q": self.text, "kind": self.kind} | self.filters
        return urlencode({name: value for name, value in named.items() if value}, doseq=True)
