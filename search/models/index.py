from django.db import models
from django.utils.translation import gettext_lazy as _


class Index(models.Model):
    """Which of its two places an engine within the database answers from, and what for.

    ``building`` names the one rebuild that may go on; an earlier one ends when it sees another.
    """

    key = models.CharField(_("engine"), max_length=40, primary_key=True)
    slot = models.PositiveSmallIntegerField(_("place"), default=0)
    schema = models.CharField(_("made for"), max_length=32)
    kinds = models.JSONField(_("kinds"), default=list)
    built_at = models.DateTimeField(_("made at"), null=True)
    building = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("search index")
        verbose_name_plural = _("search indexes")

    def __str__(self) -> str:
        return self.key


class Waiting(models.Model):
    """A row that an index has still to look at again, because too many changed at once."""

    index = models.CharField(_("index"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    row = models.PositiveBigIntegerField(_("key of the row"))
    version = models.PositiveBigIntegerField(_("place in the log"))

    class Meta:
        verbose_name = _("row to look at again")
        verbose_name_plural = _("rows to look at again")
        constraints = [
            models.UniqueConstraint(
                fields=["index", "kind", "row"], name="marketplace_search_waiting_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index}: {self.kind} {self.row}"
