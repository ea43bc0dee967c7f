from django.db import models
from django.utils.translation import gettext_lazy as _


class LogLeaf(models.Model):
    """An event's place among all events. Places have no gap and never change."""

    index = models.PositiveBigIntegerField(_("index"), primary_key=True)
    event = models.OneToOneField("marketplace.Event", on_delete=models.PROTECT, related_name="leaf")
    leaf_hash = models.CharField(_("leaf hash"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("log leaf")
        verbose_name_plural = _("log leaves")

    def __str__(self) -> str:
        return f"{self.index} {self.leaf_hash[:16]}"


class CursorQuerySet(models.QuerySet):
    def locked(self, key: str) -> "Cursor":
        """Fetch a reader's cursor and hold it until the transaction ends."""
        self.get_or_create(key=key)
        return self.select_for_update().get(key=key)


class Cursor(models.Model):
    """How far one reader has come: every leaf below ``next_index`` is done."""

    key = models.CharField(_("reader"), max_length=80, primary_key=True)
    next_index = models.PositiveBigIntegerField(_("next index"), default=0)

    objects = CursorQuerySet.as_manager()

    class Meta:
        verbose_name = _("cursor")
        verbose_name_plural = _("cursors")

    def __str__(self) -> str:
        return f"{self.key} at {self.next_index}"

    def advance_to(self, index: int) -> None:
        """Note that every leaf below ``index`` is done."""
        self.next_index = index
        self.save(update_fields=["next_index"])
