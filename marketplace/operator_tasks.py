"""What waits for whoever opens Wagtail's admin, with clocks: the panel on its first page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from . import clock
from .calendar import OFFICIAL, HallCalendar, of_hall
from .models import Hall
from .permissions import duties_of
from .slots import Task, tasks_for

URGENT = frozenset({"stop", "warn"})
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something has waited and until when it is due, in working days."""

    waited: str
    due: str
    lamp: str


@dataclass(frozen=True, slots=True)
class Row:
    task: Task
    clock: Clock


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """The tasks of one kind, the one that waits longest first."""

    heading: str
    rows: list[Row]

    @property
    def count(self) -> int:
        return sum(row.task.count for row in self.rows)

    @property
    def overdue(self) -> int:
        return sum(row.clock.lamp == "stop" for row in self.rows)


class OperatorTasks(Component):
    """The to-do list of whoever has a duty here."""

    template_name = "marketplace/admin/tasks.html"
    order = 10

    def get_context_data(self, parent_context) -> dict:
        request = parent_context["request"]
        at = clock.now()
        groups = task_groups(tasks_for("operator", request.user, at=at), at=at)
        return {
            "groups": groups,
            "count": sum(group.count for group in groups),
            "overdue": sum(group.overdue for group in groups),
            "is_staff": bool(duties_of(request.user)),
        }


def task_groups(tasks: Iterable[Task], *, at: datetime) -> list[TaskGroup]:
    """Return the tasks under their headings, with what each clock says."""
    hall = Hall.objects.order_by("pk").first()
    calendar = of_hall(hall) if hall else OFFICIAL
    ordered = sorted(tasks, key=lambda task: (task.order, str(task.state)))
    groups = groupby(ordered, key=lambda task: (task.order, str(task.state)))
    return [
        TaskGroup(heading, [Row(task, clock_of(task, calendar, at=at)) for task in _oldest(found)])
        for (_order, heading), found in groups
    ]


def _oldest(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.since or NEVER, task.due_at or NEVER))


def clock_of(task: Task, calendar: HallCalendar, *, at: datetime) -> Clock:
    """Return the words of a task's clock; red once it is overdue, yellow on its last day."""
    today = timezone.localdate(at)
    waited = ""
    if task.since is not None:
        waited = _days_waited(_worked(calendar, timezone.localdate(task.since), today))
    if task.due_at is None:
        return Clock(waited, "", task.lamp)
    if task.due_at <= at:
        late = _worked(calendar, timezone.localdate(task.due_at), today)
        return Clock(waited, _days_late(late), "stop")
    left = _worked(calendar, today, timezone.localdate(_last_moment(task.due_at)))
    return Clock(waited, _days_left(left), "warn" if left == 0 else _calmer(task.lamp))


def _last_moment(due_at: datetime) -> datetime:
    """Return a moment on the day that ends at ``due_at``: 24:00 belongs to the day before."""
    return due_at - timedelta(microseconds=1)


def _calmer(lamp: str) -> str:
    return lamp if lamp in URGENT else "ok"


def _worked(calendar: HallCalendar, first, last) -> int:
    """Return how many worked days come after ``first``, up to and with ``last``."""
    if last <= first:
        return 0
    days = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    return sum(calendar.is_worked(day) for day in days)


def _days_waited(days: int) -> str:
    if days == 0:
        return _("came in today")
    text = ngettext("waits %(days)d working day", "waits %(days)d working days", days)
    return text % {"days": days}


def _days_left(days: int) -> str:
    if days == 0:
        return _("due today")
    text = ngettext("due in %(days)d working day", "due in %(days)d working days", days)
    return text % {"days": days}


def _days_late(days: int) -> str:
    if days == 0:
        return _("overdue since today")
    text = ngettext("overdue for %(days)d working day", "overdue for %(days)d working days", days)
    return text % {"days": days}
