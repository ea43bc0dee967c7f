import datetime as dt
import logging

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from marketplace import clock
from marketplace.draw.commands import seed_draw
from marketplace.draw.duties import seed_pending_draws
from marketplace.draw.models import Draw
from marketplace.draw.parts import freeze
from marketplace.draw.registry import seed_sources
from marketplace.draw.sources.plain import PlainSource
from marketplace.kernel.canonical import tagged_hash
from marketplace.kernel.seed import Seed
from marketplace.models import Event
from tests.factories import DAY, NOON

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)
CANDIDATES = ["agency-000003", "agency-000001", "agency-000002"]


def frozen(subject="notice:N2026-000001"):
    return freeze(subject=subject, candidates=CANDIDATES, at=NOON)


def test_a_list_is_frozen_sorted_under_a_hash_that_anybody_can_redo():
    draw = frozen()

    assert draw.public_id == "D2026-000001"
    assert draw.candidates == '["agency-000001","agency-000002","agency-000003"]'
    assert draw.freeze_hash == tagged_hash("freeze", draw.candidates.encode()).hex()


def test_the_list_is_published_before_there_is_a_seed():
    draw = frozen()

    event = Event.objects.of(draw.stream).get()
    assert (event.kind, event.at) == ("draw.frozen", NOON)
    assert event.facts == {
        "subject": "notice:N2026-000001",
        "source": "plain",
        "candidates": sorted(CANDIDATES),
        "freeze": draw.freeze_hash,
    }
    assert Draw.objects.get().seed == ""


def test_the_seed_comes_at_a_later_pass_and_stays():
    draw = frozen()

    assert seed_draw(draw_id=draw.public_id, at=NOON) is None
    with clock.using(randomness=lambda count: b"\x07" * count):
        first = seed_draw(draw_id=draw.public_id, at=NOON + SECOND)
    again = seed_draw(draw_id=draw.public_id, at=NOON + DAY)

    assert first == again == Seed(b"\x07" * 32, "os")
    assert Draw.objects.get().seeded_at == NOON + SECOND
    seeded = Event.objects.of(draw.stream).filter(kind="draw.seeded").get()
    assert seeded.facts == {"seed": "07" * 32, "source": "os"}


class Unwilling(PlainSource):
    """A source that fails for the first draw of all."""

    def seed(self, draw_id, *, at):
        if draw_id == "D2026-000001":
            raise ZeroDivisionError
        return super().seed(draw_id, at=at)


def test_a_source_that_fails_keeps_no_other_draw_waiting(monkeypatch, caplog):
    monkeypatch.setattr(seed_sources, "_classes", {"plain": Unwilling})
    first, second = frozen("a"), frozen("b")

    with caplog.at_level(logging.CRITICAL, logger="marketplace.draw.duties"):
        seed_pending_draws(NOON + SECOND)

    assert [Draw.objects.get(pk=draw.pk).seed != "" for draw in (first, second)] == [False, True]


def test_there_is_one_draw_for_a_subject():
    frozen()

    with pytest.raises(IntegrityError), transaction.atomic():
        frozen()

    frozen("notice:N2026-000002")
    assert Draw.objects.count() == 2


def test_the_year_of_a_draw_is_that_of_beijing():
    at = dt.datetime(2026, 12, 31, 16, 30, tzinfo=dt.UTC)

    assert freeze(subject="s", candidates=["a"], at=at).public_id == "D2027-000001"


@pytest.mark.parametrize(
    "change",
    [
        "SET candidates = '[]'",
        "SET freeze_hash = 'x'",
        "SET public_id = 'D2026-999999'",
        "SET subject = 'other'",
        "SET source = 'loaded'",
        "SET frozen_at = '2020-01-01 00:00:00+00'",
        "SET seed = 'ff'",
    ],
)
def test_the_database_keeps_list_and_seed(change):
    draw = frozen()
    seed_draw(draw_id=draw.public_id, at=NOON + SECOND)

    with (
        pytest.raises(DatabaseError, match="keeps_its_list_and_seed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE marketplace_draw_draw {change}")


def test_a_draw_is_not_deleted():
    frozen()

    with pytest.raises(DatabaseError, match="is_kept"), transaction.atomic():
        Draw.objects.all().delete()


def test_a_ticket_follows_from_seed_and_name_alone():
    seed = Seed(bytes(32), "test")

    tickets = {name: seed.ticket(name) for name in CANDIDATES}

    assert len(set(tickets.values())) == 3
    assert tickets == {name: seed.ticket(name) for name in reversed(CANDIDATES)}
    assert seed.ticket("agency-000001", 3) <= seed.ticket("agency-000001", 1)
