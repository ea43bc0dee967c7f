"""Two doors, one lock. Each race has a twin without the lock, which shows what it prevents."""

from importlib import import_module

import pytest
from django.db import IntegrityError

from marketplace.draw.commands import seed_draw
from marketplace.models import Event, LogLeaf
from marketplace.sequencer import sequence
from procurement import commands
from procurement.models import Award, Notice
from procurement.models.notice import NoticeQuerySet
from procurement.modes.random_draw import RandomDraw
from tests.concurrency.both_at_once import Rendezvous, both_at_once
from tests.factories import DAY, NOON, UserFactory
from tests.factories.procurement import NoticeFactory, answer, qualified_agency

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CLOSE = NOON + 2 * DAY


@pytest.fixture
def user(at):
    return UserFactory()


@pytest.fixture
def unlocked(monkeypatch):
    """Take the lock away, and nothing else."""
    monkeypatch.setattr(NoticeQuerySet, "locked", lambda self, pk: self.get(pk=pk))


def placing(notice, agency, user):
    promised = {line.pk: line.required_days for line in notice.lines.all()}
    return lambda: commands.place_response(
        notice_id=notice.pk, agency_id=agency.pk, promised=promised, by=user, at=NOON
    )


def closing(notice):
    return lambda: commands.close_notice(notice_id=notice.pk, at=CLOSE)


def written_and_standing(notice):
    closed = Event.objects.of(notice.stream).get(kind="notice.closed")
    standing = notice.responses.standing().values_list("agency__public_id", flat=True)
    return closed.facts["candidates"], sorted(standing)


# --- no answer after the close


def test_nobody_slips_in_behind_a_closing_door(user):
    notice = NoticeFactory(open=True)
    agencies = [qualified_agency(notice) for _each in range(6)]

    both_at_once(*[placing(notice, agency, user) for agency in agencies], closing(notice))

    written, standing = written_and_standing(notice)
    assert written == standing


def test_without_the_lock_the_last_net_is_the_database(user, unlocked, monkeypatch):
    """The twin: the door closes between an answer's reading and its writing. Only the trigger
    that compares the answer with the notice keeps it out, by an error and not a refusal."""
    notice = NoticeFactory(open=True)
    agency, meeting = qualified_agency(notice), Rendezvous()
    monkeypatch.setattr(RandomDraw, "check_entry", meeting.pause)

    def place():
        with pytest.raises(IntegrityError, match="response_pins_the_notice"):
            placing(notice, agency, user)()

    both_at_once(place, lambda: meeting.slip_in(closing(notice)))

    assert written_and_standing(notice) == ([], [])


def test_without_lock_and_trigger_somebody_slips_in(user, unlocked, monkeypatch, lifted_triggers):
    """The twin of twins: with both nets gone, an answer stands that the log does not know."""
    notice = NoticeFactory(open=True)
    agency, meeting = qualified_agency(notice), Rendezvous()
    monkeypatch.setattr(RandomDraw, "check_entry", meeting.pause)

    both_at_once(placing(notice, agency, user), lambda: meeting.slip_in(closing(notice)))

    assert written_and_standing(notice) == ([], [agency.public_id])


# --- no second standing answer


def test_one_agency_answering_four_times_at_once_has_one_answer(user):
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)

    results = both_at_once(*[placing(notice, agency, user)] * 4)

    assert results.count("response.repeated") == 3
    assert notice.responses.count() == 1


def test_without_the_lock_the_constraint_stops_a_second_answer(user, unlocked, monkeypatch):
    notice = NoticeFactory(open=True)
    agency, meeting = qualified_agency(notice), Rendezvous()
    asked = []

    def pause_the_first(*args):
        asked.append(1)
        if len(asked) == 1:
            meeting.pause()

    monkeypatch.setattr(RandomDraw, "check_entry", pause_the_first)

    def place():
        with pytest.raises(IntegrityError, match="one_standing_per_agency"):
            placing(notice, agency, user)()

    both_at_once(place, lambda: meeting.slip_in(placing(notice, agency, user)))

    assert notice.responses.count() == 1


# --- no second award


def selecting(at):
    notice = NoticeFactory(open=True)
    for _each in range(3):
        answer(notice)
    at(CLOSE)
    closing(notice)()
    commands.begin_selection(notice_id=notice.pk, at=CLOSE)
    notice.refresh_from_db()
    seed_draw(draw_id=notice.draw.public_id, at=CLOSE + DAY)
    return notice


def awarding(notice):
    return lambda: commands.award_notice(notice_id=notice.pk, at=CLOSE + DAY)


def test_four_awards_at_once_make_one(user, at):
    notice = selecting(at)

    results = both_at_once(*[awarding(notice)] * 4)

    assert results.count("notice.wrong_state") == 3
    assert Award.objects.filter(notice=notice).count() == 1
    assert Event.objects.of(notice.stream).filter(kind="notice.awarded").count() == 1


def test_without_the_lock_a_second_award_gets_as_far_as_the_constraint(
    user, at, unlocked, monkeypatch
):
    notice, meeting = selecting(at), Rendezvous()
    original, asked = RandomDraw.decide, []

    def decide(self, ballot):
        asked.append(1)
        if len(asked) == 1:
            meeting.pause()
        return original(self, ballot)

    monkeypatch.setattr(RandomDraw, "decide", decide)

    def award():
        with pytest.raises(IntegrityError):
            awarding(notice)()

    both_at_once(award, lambda: meeting.slip_in(awarding(notice)))

    assert len(asked) == 2
    assert Award.objects.filter(notice=notice).count() == 1


def test_a_draw_gets_one_seed_however_often_it_is_asked_for(user, at):
    notice = selecting(at)
    seeds = both_at_once(*[lambda: seed_draw(draw_id=notice.draw.public_id, at=CLOSE + DAY)] * 4)

    assert len({seed.value for seed in seeds}) == 1
    assert Event.objects.of(notice.draw.stream).filter(kind="draw.seeded").count() == 1


# --- no two events with one number


def test_events_of_one_stream_are_numbered_without_gap_or_double(user):
    notice = NoticeFactory(open=True)
    agencies = [qualified_agency(notice) for _each in range(6)]

    both_at_once(*[placing(notice, agency, user) for agency in agencies])

    numbers = Event.objects.of(notice.stream).values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def test_without_the_lock_two_events_compete_for_one_number(user, unlocked, monkeypatch):
    notice, meeting = NoticeFactory(open=True), Rendezvous()
    slow, quick = qualified_agency(notice), qualified_agency(notice)
    asked, events = [], import_module("marketplace.models.event")
    insert = events.insert_all

    def insert_slowly(rows):
        if isinstance(rows[0], Event):
            asked.append(rows[0].number)
            if len(asked) == 1:
                meeting.pause()
        return insert(rows)

    monkeypatch.setattr(events, "insert_all", insert_slowly)

    def place():
        with pytest.raises(IntegrityError, match="one_per_place"):
            placing(notice, slow, user)()

    both_at_once(place, lambda: meeting.slip_in(placing(notice, quick, user)))

    assert asked == [1, 1]
    assert Event.objects.of(notice.stream).count() == 1


def test_many_commits_at_once_leave_no_gap_in_the_log(user, at):
    notices = [NoticeFactory(open=True) for _each in range(6)]
    agencies = [qualified_agency(notice) for notice in notices]

    both_at_once(
        *[placing(n, a, user) for n, a in zip(notices, agencies, strict=True)],
        sequence,
        sequence,
    )
    sequence()

    places = LogLeaf.objects.order_by("index").values_list("index", flat=True)
    assert list(places) == [*range(7)]  # six answers behind the leaf that names the log
    assert Notice.objects.filter(responses__isnull=False).count() == 6
