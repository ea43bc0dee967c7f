"""``manage.py demo``: the same day gives the same world, and nothing real is touched."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from agencies.models import Agency
from marketplace import conf
from marketplace.models import Event, Hall
from marketplace.project.demo.cast import firms
from marketplace.project.demo.crowd import crowd
from marketplace.project.demo.figures import decided_lines, missing
from marketplace.project.demo.models import ClockOffset, World
from marketplace.project.demo.scripts import BIDDING, DECIDED, DIRECT, DRAW, MODES
from marketplace.project.demo.world import Cast, log_root, make_world
from procurement.models import Notice
from tests.conftest import lift_all
from tests.factories import HallFactory

TODAY = dt.date(2026, 3, 2)
SHOWN = ("drawings", "impact", "hazards")  # one of each mode
TRADES = ("施工图审查", "环境科技", "环保咨询", "安全技术", "职业健康技术")


def small_cast() -> Cast:
    """One selection of each mode, with the firms that it needs."""
    return Cast(
        firms=tuple(firm for firm in firms() if firm.trade.field in TRADES),
        decided=tuple(script for script in DECIDED if script.key in SHOWN),
        open=(),
        crowd=crowd()[:8],
    )


def told_by(today: dt.date) -> tuple[str, list[str], list[str]]:
    """Make a world in a new database, and return its log's root, results and salts."""
    call_command("flush", interactive=False, verbosity=0, reset_sequences=True)
    shutil.rmtree(conf.state_dir(), ignore_errors=True)
    make_world(today, cast=small_cast())
    salts = list(Event.objects.order_by("pk").values_list("private__salt", flat=True))
    return log_root(), decided_lines(), salts


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_same_day_gives_the_same_world_and_another_day_another(settings):
    settings.MARKETPLACE_SEED_SOURCE = "opendraw"
    first = told_by(TODAY)
    again = told_by(TODAY)
    other = told_by(TODAY + dt.timedelta(days=1))

    assert again == first
    assert other[0] != first[0]
    assert not set(other[2]) & set(first[2])
    assert sorted(line.split()[0] for line in first[1]) == sorted([DRAW, BIDDING, DIRECT])


@pytest.mark.django_db
def test_a_world_of_a_later_day_takes_the_clock_along(settings, at):
    settings.MARKETPLACE_CLOCK_OFFSET = "marketplace.project.demo.clock.offset"
    later = dt.date(2027, 1, 15)

    world = make_world(later, cast=Cast((), (), ()))

    assert (world.begins_at - at.moment).total_seconds() == ClockOffset.objects.get().seconds


@pytest.mark.django_db
def test_check_fails_when_a_mode_has_decided_nothing():
    with pytest.raises(CommandError, match=r"random_draw(.|\n)*online_bidding") as no:
        call_command("demo", check=True)

    assert no.value.returncode == 1


@pytest.mark.django_db
def test_check_names_all_that_a_whole_city_lacks(settings, at):
    settings.MARKETPLACE_CLOCK_OFFSET = "marketplace.project.demo.clock.offset"
    make_world(TODAY, cast=Cast((), (), (), crowd()[:2]))
    lonely = Agency.objects.first()
    lift_all(connection)
    Event.objects.filter(stream=lonely.stream, kind="agency.submitted").update(
        kind="agency.forgotten"
    )
    World.objects.update(is_whole=True)

    assert missing() == [
        *(f"No finished selection by {mode}." for mode in MODES),
        "2 agencies, not 746.",
        "5 owners, not 20.",
        "0 finished selections, not 77.",
        "0 modes with a notice open on its day, not 3.",
        f"{lonely.public_id} lacks events of its own vetting.",
    ]


@pytest.mark.django_db
def test_a_real_site_is_left_alone(settings):
    settings.MARKETPLACE_DEMO = False

    with pytest.raises(CommandError, match="no demonstration"):
        call_command("demo")

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_hall_that_is_no_demonstration_is_left_alone():
    HallFactory()

    with pytest.raises(CommandError, match="make clean"):
        call_command("demo")

    assert Hall.objects.count() == 1
    assert not World.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("text", ["2026-02-30", "tomorrow", "1999-01-01", "9999-12-31", "２０２６"])
def test_a_day_that_cannot_be_told_is_refused(text):
    with pytest.raises(CommandError, match="--today"):
        call_command("demo", f"--today={text}")
