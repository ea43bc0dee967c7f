"""The demonstration world: an invented city's past up to a day, and its open notices."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from wagtail.models import Site

from cms.editing.commands import open_editing
from cms.pages.commands import make_pages, write_guides
from marketplace import clock
from marketplace.commands import adopt_rules, load_catalogue, open_hall
from marketplace.data import shipped_catalogue
from marketplace.duties import run_duties
from marketplace.log.parts.heads import published_path
from marketplace.models import Hall, LogLeaf
from marketplace.sequencer import sequence
from marketplace.transaction import command
from procurement.domain.lifecycle import State

from .accounts import ADMINISTRATOR, OPERATOR, open_named_accounts
from .agenda import agenda
from .bodies import ALL_BODIES, ALL_PLANS, BODIES, PLANS, Body, Plan
from .cast import Firm, firms
from .chance import Chance
from .crowd import crowd
from .days import midnight, moment, worked_after, worked_before
from .deeds import OneByOne, Together
from .editorial import GUIDES, editorial
from .joining import TRIAL, Joining
from .models import ONLY, ClockOffset, World
from .owners import Clients
from .scripts import CANCELLED, DECIDED, FAILED, OPEN, Script
from .selection import Passes, Selection
from .services import after_award, watched_days
from .shelf import Shelf
from .timeline import Story, Timeline
from .trades import Fate

OPENED_ON = date(2017, 6, 1)
EARLIEST, LATEST = date(2022, 1, 1), date(2099, 12, 31)
SECOND = timedelta(seconds=1)
QUICKLY = {  # by database: what to say before, and after
    "sqlite": ("PRAGMA synchronous=OFF", ["PRAGMA synchronous=FULL", "PRAGMA wal_checkpoint"]),
    "postgresql": ("SET synchronous_commit TO off", ["SET synchronous_commit TO DEFAULT"]),
}
HALL = {
    "code": "demo",
    "name_zh": "演示市中介服务超市",
    "name_en": "Demo City Intermediary Supermarket",
    "city_zh": "演示市",
    "city_en": "Demo City",
    "address_zh": "演示市云汀区云汀大道1号政务服务中心二楼",
    "address_en": "2nd floor, Government Service Centre, 1 Yunting Avenue, Yunting District",
    "hours_zh": "工作日 9:00–12:00、13:30–17:30",
    "hours_en": "Working days 9:00–12:00 and 13:30–17:30",
    "phone": "0000-12345",
    "complaint_phone": "0000-12300",
}
RULES = {
    "direct_limit_minor": 5_000_000,
    "purchase_threshold_minor": 100_000_000,
    "window_min_hours": 24,
}


class Cast(NamedTuple):
    """Who and what a world consists of."""

    firms: tuple[Firm, ...]
    decided: tuple[Script, ...]
    open: tuple[Script, ...]
    crowd: tuple[Firm, ...] = ()
    bodies: tuple[Body, ...] = BODIES
    plans: tuple[Plan, ...] = PLANS
    is_whole: bool = False


def small_cast() -> Cast:
    """Return those who have a part of their own: enough for most tests."""
    return Cast(firms(), (*DECIDED, FAILED), tuple(scripts[0] for scripts in OPEN.values()))


def whole_cast() -> Cast:
    """Return what the demonstration shows."""
    small = small_cast()
    return small._replace(
        crowd=crowd(),
        bodies=ALL_BODIES,
        plans=ALL_PLANS,
        decided=(*small.decided, *agenda()),
        is_whole=True,
    )


def make_world(
    today: date,
    *,
    cast: Cast | None = None,
    told: Callable[[datetime], object] = lambda at: None,
) -> World:
    """Make the city's past up to the first moment of ``today``, by running the commands.

    Everything follows from the day: names, ids, winners, salts and so the log. ``told`` hears
    the moment of each deed. Where the site's clock is not there yet, it is moved forward.
    """
    cast = cast or small_cast()
    timeline = Timeline(start=moment(OPENED_ON, 9))
    chance = Chance("world", today.isoformat())
    with _quickly(), clock.using(now=lambda: timeline.now, randomness=chance, offset=timedelta):
        users = _open_city(cast)
        _tell_all(timeline, cast, today=today, users=users)
        for at in timeline.run(until=midnight(today) - SECOND):
            told(at)
        timeline.now = midnight(today)
        for _pass in range(2):  # the second one orders what the listeners of the first one did
            run_duties(timeline.now)
    with command():
        world = World.objects.create(pk=ONLY, today=today, is_whole=cast.is_whole)
        _catch_up(world.begins_at)
    return world


def log_root() -> str:
    """Return one hash over all leaves of the log, in their order."""
    total = hashlib.sha256()
    for leaf_hash in LogLeaf.objects.order_by("index").values_list("leaf_hash", flat=True):
        total.update(bytes.fromhex(leaf_hash))
    return total.hexdigest()


@contextmanager
def _quickly() -> Iterator[None]:
    """Have no deed wait for the disk: a world that was cut short is made anew in any case.

    All of it is on the disk before the row which says that the world is there.
    """
    if connection.in_atomic_block or connection.vendor not in QUICKLY:
        yield
        return
    before, after = QUICKLY[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(before)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in after:
                cursor.execute(statement)


def _open_city(cast: Cast) -> dict:
    make_pages()
    open_editing()
    users = open_named_accounts()
    site = Site.objects.filter(is_default_site=True).first()
    open_hall(site=site, by=None, at=clock.now(), **HALL, **RULES)
    load_catalogue(data=shipped_catalogue(), at=clock.now())
    if not cast.is_whole:  # else the editors write them, and much more
        write_guides(GUIDES)
    sequence(clock.now())
    published_path().unlink(missing_ok=True)  # of a world of this day whose database is gone
    run_duties(clock.now())
    return users


def _tell_all(timeline: Timeline, cast: Cast, *, today: date, users: dict) -> None:
    nights = watched_days(today)
    shelf = Shelf()
    one_by_one, together = OneByOne(), Together(shelf)
    timeline.write = together.write
    for firm in (*cast.firms, *cast.crowd):
        alone = firm.account or firm.fate == Fate.PIONEER
        deeds = one_by_one if alone else together
        joining = Joining(
            firm, deeds, shelf=shelf, today=today, users=users, operator=users[OPERATOR]
        )
        nights |= joining.lapses()
        timeline.tell(joining.story(), gathers=not alone)
        timeline.tell(joining.afterwards())
    timeline.tell(_nights(nights))
    if cast.is_whole:
        timeline.tell(_trial(today, operator=users[ADMINISTRATOR]))
        timeline.tell(editorial(today))
    clients, passes = Clients(cast.plans), Passes()
    for body in cast.bodies:
        timeline.tell(clients.story(body, today=today, users=users))
    for script in cast.decided:
        timeline.tell(_decided(script, clients, passes, today=today, users=users))
    for script in cast.open:
        timeline.tell(_left_open(script, clients, today=today))


def _nights(days: set[date]) -> Story:
    """Let the clock note, in the first minute of each of these days, what has changed."""
    for day in sorted(days):
        yield midnight(day) + 30 * SECOND
        run_duties(clock.now())


def _trial(today: date, *, operator) -> Story:
    """For some days, show to the public who has passed the check, before listing them."""
    hall = Hall.objects.current()
    yield moment(worked_before(today, TRIAL), 8, 30)
    adopt_rules(hall_id=hall.pk, publicity_days=TRIAL, by=operator, at=clock.now())
    yield moment(worked_before(today, 1), 17, 40)
    adopt_rules(hall_id=hall.pk, publicity_days=0, by=operator, at=clock.now())


def _decided(
    script: Script, clients: Clients, passes: Passes, *, today: date, users: dict
) -> Story:
    """Tell a notice from its draft to its failure, or its award and the service after it."""
    yield moment(worked_before(today, -script.published), 9, 10 + script.minute)
    selection = _selection(script, clients, today, spares_visitors=False)
    closes_at = moment(worked_before(today, -script.closes), script.hour)
    yield from selection.publish(closes_at)
    yield from selection.answer(selection.notice.closes_at)
    if script.twist == CANCELLED:
        yield from selection.cancel()
        return
    yield from selection.exclude(users[OPERATOR])
    yield from selection.close(passes)
    if selection.notice.state == State.FAILED:
        return
    yield from after_award(script.course, selection.notice, owner=selection.user, today=today)


def _left_open(script: Script, clients: Clients, *, today: date) -> Story:
    """Tell a notice that is still open when the demonstration begins."""
    yield moment(worked_before(today, -script.published), 9, 40)
    selection = _selection(script, clients, today, spares_visitors=True)
    yield from selection.publish(closing_after(today, script))
    yield from selection.answer(moment(timezone.localdate(clock.now()), 20))


def closing_after(day: date, script: Script) -> datetime:
    """Return when an open notice of a script closes, seen from a day."""
    return moment(worked_after(day, script.closes), script.hour)


def _selection(script: Script, clients: Clients, today: date, *, spares_visitors: bool):
    chance = Chance("selection", script.key, today.isoformat())
    return Selection(script, clients=clients, chance=chance, spares_visitors=spares_visitors)


def _catch_up(begins_at: datetime) -> None:
    """Have the site's clock show at least the moment at which the world's history ends."""
    missing = begins_at - clock.now()
    if missing > timedelta(0):
        row = ClockOffset.objects.locked()
        row.seconds += -(-missing // SECOND)
        row.save(update_fields=["seconds"])
