from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .days import midnight

ONLY = 1  # the key of the one row


class ClockOffsetQuerySet(models.QuerySet):
    def locked(self) -> "ClockOffset":
        """Fetch the one row, made where it is missing, and hold it until the transaction ends."""
        self.get_or_create(pk=ONLY)
        return self.select_for_update().get(pk=ONLY)


class ClockOffset(models.Model):
    """How far the demonstration's clock runs ahead of the world's. It only grows.

    One row; that it never shrinks and never goes is a trigger's work (``demo.triggers``).
    """

    seconds = models.PositiveBigIntegerField(_("seconds ahead"), default=0)

    objects = ClockOffsetQuerySet.as_manager()

    class Meta:
        verbose_name = _("offset of the demo clock")
        verbose_name_plural = _("offsets of the demo clock")
        constraints = [
            models.CheckConstraint(name="demo_clockoffset_is_one_row", condition=Q(pk=ONLY)),
        ]

    def __str__(self) -> str:
        return f"{self.seconds} s"

    @property
    def ahead(self) -> timedelta:
        """Return the offset as a length of time."""
        return timedelta(seconds=self.seconds)


class World(models.Model):
    """The demonstration that stands in this database, and the day it was made for.

    Written last, so that a world whose making was interrupted is known by its absence.
    """

    today = models.DateField(_("made for the day"))
    is_whole = models.BooleanField(_("with the crowd of agencies"), default=False)

    class Meta:
        verbose_name = _("demonstration world")
        verbose_name_plural = _("demonstration worlds")
        constraints = [
            models.CheckConstraint(name="demo_world_is_one_row", condition=Q(pk=ONLY)),
        ]

    def __str__(self) -> str:
        return f"{self.today:%F}"

    @property
    def begins_at(self) -> datetime:
        """Return the first moment of its day, where its history ends."""
        return midnight(self.today)
