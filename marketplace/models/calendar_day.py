from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import LineField, localised


class CalendarDay(models.Model):
    """A hall's own word on one day: worked or not, whatever the state's calendar says.

    Rows are added, never changed: the newest of a day counts, and a due date that was pinned
    earlier can still be explained. ``withdrawn`` gives the day back to the state's calendar.
    """

    hall = models.ForeignKey(
        "marketplace.Hall",
        verbose_name=_("hall"),
        on_delete=models.PROTECT,
        related_name="calendar_days",
    )
    day = models.DateField(_("day"))
    is_worked = models.BooleanField(_("is worked"))
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    name_zh = LineField(_("occasion in Chinese"), max_length=120)
    name_en = LineField(_("occasion in English"), max_length=160, blank=True)
    source = LineField(_("document"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added at"))

    name = localised("name")

    class Meta:
        verbose_name = _("day of a hall's calendar")
        verbose_name_plural = _("days of halls' calendars")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["hall", "day"], name="marketplace_calendarday_of")]
        constraints = [
            models.CheckConstraint(
                name="marketplace_calendarday_has_an_occasion", condition=~Q(name_zh="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name_zh}"
