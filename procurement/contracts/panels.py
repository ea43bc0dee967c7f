"""What services show on pages of procurement: a notice's page, and the two desks."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from agencies.models import Agency
from marketplace import clock
from marketplace.slots import Panel, Task

from ..models import Notice, Skip
from .agency_panel import agency_panels
from .models import Engagement
from .parts import CLOCK_REASONS
from .presentation.clocks import Clocks
from .presentation.lamps import saved_words
from .presentation.lists import running_rows, tasks_of
from .presentation.operator_tasks import tasks as operator_tasks
from .presentation.progress import progress
from .presentation.rows import service_row
from .presentation.sides import sides_of, with_parts
from .record import in_time_for

ON_A_DESK = 10
FOLDER = "procurement/contracts/panels"


def panels(slot: str, thing, request) -> Iterable[Panel]:
    """Return what belongs on a slot of a page; nothing on slots that are not ours."""
    if slot == "notice":
        return _notice(thing, request)
    if slot == "agency":
        return agency_panels(thing)
    if slot == "owner_desk":
        return _desk(running_rows(thing, None, at=clock.now()), is_agency=False)
    if slot == "owner_figures":
        return _in_time(thing)
    if slot == "agency_desk":
        return _desk(running_rows(None, thing, at=clock.now()), is_agency=True)
    return ()


def tasks(desk: str, thing, at) -> Iterable[Task]:
    """Return what waits on the desk of an owner, an agency or an operator."""
    if desk == "operator":
        return operator_tasks(thing, at)
    if desk == "owner":
        return tasks_of(running_rows(thing, None, at=at))
    return tasks_of(running_rows(None, thing, at=at)) if desk == "agency" else ()


def _desk(rows: list, *, is_agency: bool) -> Iterable[Panel]:
    if rows:
        context = {"rows": rows[:ON_A_DESK], "is_agency": is_agency}
        yield Panel(f"{FOLDER}/desk.html", context, order=20)


def _in_time(owner) -> Iterable[Panel]:
    """Show an owner which share of its accepted services was delivered in time."""
    kept, done = in_time_for(owner)
    if done:
        context = {"share": Fraction(kept, done), "done": done}
        yield Panel(f"{FOLDER}/in_time.html", context, order=20)


def _notice(notice: Notice, request) -> Iterable[Panel]:
    """Show everybody the service's time and its course; never a paper, reason or remark."""
    found = list(with_parts(Engagement.objects.filter(notice=notice)).order_by("rank"))
    standing = [each for each in found if each.fallen_at is None]
    if not found:
        return
    engagement = standing[-1] if standing else found[-1]
    shown = Clocks(clock.now()).of(engagement)
    context = {
        "engagement": engagement,
        "row": service_row(engagement, shown),
        "steps": progress(engagement, shown),
        "saved": saved_words(
            engagement.standard_days - engagement.promised_days, engagement.standard_days
        ),
        "pauses": engagement.pauses.all(),
        "extensions": engagement.extensions.all(),
        "skips": _skips(notice),
        "is_mine": request is not None and bool(sides_of(request.user, engagement)),
    }
    yield Panel(f"{FOLDER}/notice.html", context, order=10)


def _skips(notice: Notice) -> list[dict]:
    skips = list(Skip.objects.filter(award__notice=notice).order_by("skipped_at", "pk"))
    passed = Agency.objects.filter(public_id__in=[skip.candidate for skip in skips])
    names = {each.public_id: each.name for each in passed.select_related("organisation")}
    return [
        {
            "name": names.get(skip.candidate, skip.candidate),
            "reason": CLOCK_REASONS.get(skip.reason, skip.reason),
        }
        for skip in skips
    ]
