"""The events of the demonstration alone tell every award and state of it."""

import datetime as dt
import json

import pytest

from marketplace import clock
from marketplace.models import Event, LogLeaf
from marketplace.project.demo.world import make_world
from procurement.domain.replay import replay
from procurement.models import Notice
from procurement.statistics.presentation.data import figures_data
from procurement.statistics.records import groups_of
from tests.figures.retelling import assert_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_award_and_state_is_rebuilt_from_event_rows_alone():
    make_world(dt.date(2026, 11, 20))
    rows = Event.objects.filter(stream__startswith="notice:").order_by("stream", "number")
    streams = {}
    for event in rows:
        streams.setdefault(event.stream, []).append(event)

    rebuilt = {stream: replay(events) for stream, events in streams.items()}

    notices = Notice.objects.select_related("award__winner", "draw", "owner", "project")
    assert {notice.stream for notice in notices} == set(rebuilt)
    for notice in notices:
        story = rebuilt[notice.stream]
        assert (notice.public_id, story.state) == (notice.public_id, notice.state)
        assert_same_terms(notice, story)
        assert_same_decision(notice, story)
        assert_same_service(notice, story.service)
    assert_the_log_has_no_gap()
    assert_agreement(figures_data(groups_of(), at=clock.now()))


def assert_same_terms(notice, story):
    if notice.published_at is None:
        assert not story.terms
        return
    told = story.terms
    assert told["owner"] == notice.owner.public_id
    assert told["project_code"] == notice.project.code
    assert told["ceiling_fen"] == notice.ceiling_minor
    assert told["cap_fen"] == notice.cap_minor
    assert told["mode"] == notice.mode_key
    assert told["params"] == notice.mode_params
    assert told["min_answers"] == notice.min_answers
    assert told["fiscal_share_bp"] == notice.fiscal_share_bp
    lines = [(each["item"], each["ceiling_fen"], each["required_days"]) for each in told["lines"]]
    assert lines == [
        (line.item.code, line.ceiling_minor, line.required_days) for line in notice.lines.all()
    ]


def assert_same_decision(notice, story):
    valid = notice.responses.valid().order_by("agency__public_id")
    if notice.closed_at is not None:
        assert list(story.candidates) == list(valid.values_list("agency__public_id", flat=True))
    award = getattr(notice, "award", None)
    assert (story.winner is None) == (award is None)
    if award is not None:
        assert story.winner == award.winner.public_id
        assert story.price_fen == award.price_minor
        assert list(story.ranking) == award.ranking
        assert json.dumps(story.evidence, sort_keys=True) == json.dumps(
            award.evidence, sort_keys=True
        )


def assert_same_service(notice, told):
    engagement = notice.engagements.standing().first()
    assert (told is None) == (engagement is None)
    if engagement is None:
        return
    pin = engagement.due_dates.last()
    assert (told.agency, told.rank) == (engagement.agency.public_id, engagement.rank)
    assert (told.price_fen, told.allowed_days) == (engagement.price_minor, engagement.allowed_days)
    assert told.due_on == (pin and pin.due_on.isoformat())
    assert told.signed_on == (engagement.signed_on and engagement.signed_on.isoformat())
    assert told.started_at == engagement.started_at
    assert told.is_paused == engagement.pauses.filter(resumed_at=None).exists()
    assert (told.deliveries, told.acceptance) == (
        engagement.deliveries.count(),
        engagement.acceptance,
    )


def assert_the_log_has_no_gap():
    leaves = LogLeaf.objects.order_by("index").select_related("event")
    assert [leaf.index for leaf in leaves] == [*range(Event.objects.count())]
    assert all(leaf.leaf_hash == leaf.event.leaf_hash() for leaf in leaves)
