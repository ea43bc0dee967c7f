from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """The last number given out under one prefix, such as ``N2026``."""

    prefix = models.CharField(_("prefix"), max_length=20, primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:06}"

    @classmethod
    def next_id(cls, prefix: str) -> str:
        """Return the next public id, such as ``N2026-000123``. No id is given twice.

        Needs a transaction; the row stays locked until it ends.
        """
        series = cls.locked(prefix)
        series.last += 1
        series.save(update_fields=["last"])
        return str(series)

    @classmethod
    def locked(cls, prefix: str) -> "Series":
        """Fetch a series and hold it, so that one at a time goes on, until the transaction ends."""
        one = cls.objects.select_for_update().filter(prefix=prefix)
        found = one.first()
        if found is None:
            cls.objects.get_or_create(prefix=prefix)
            found = one.get()
        return found
