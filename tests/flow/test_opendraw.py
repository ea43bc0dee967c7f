"""A notice from its publication to its award by OPENDRAW/1, with the clock as the only driver."""

import datetime as dt

import pytest
from django.core.management import call_command

from marketplace.draw.models import Appointment, Die
from marketplace.models import Event
from procurement import commands
from tests.draw.kept import Kept
from tests.factories import NOON, UserFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def published(at):
    """Return a published notice of a site that draws in slots, with three answers."""
    user = UserFactory()
    draft = NoticeFactory(project__fiscal_bp=10_000)
    with_chain(at)
    found = commands.publish_notice(notice_id=draft.pk, by=user, at=at.moment)
    for _each in range(3):
        commands.place_response(
            notice_id=found.pk,
            agency_id=qualified_agency(found).pk,
            promised={line.pk: line.required_days for line in found.lines.all()},
            by=user,
            at=at.moment,
        )
    return found


@pytest.fixture(scope="module")
def kept(module_db, tmp_path_factory):
    """Keep a published notice of a site that draws in slots, with three answers."""
    return Kept(tmp_path_factory.mktemp("published"), published)


@pytest.fixture
def notice(kept, settings, at, tmp_path):
    """Return a published notice of a site that draws in slots, with three answers."""
    settings.MARKETPLACE_SEED_SOURCE, settings.MARKETPLACE_STATE_DIR = "opendraw", tmp_path
    return kept.go_on(at, tmp_path)


def with_chain(at):
    """Let the log begin, and the operator's chain after it."""
    from marketplace.transaction import command

    with command():
        Event.append("hall:test", "hall.opened", at=NOON)
    for _pass in range(2):
        call_command("tick")
        at(at.moment + SECOND)


def go_to(at, moment):
    while at.moment < moment:
        call_command("tick")
        at(at.moment + SECOND)


def facts(stream, kind):
    return Event.objects.of(stream).get(kind=kind).facts


def test_the_notice_names_its_slot_and_the_list_keeps_it(notice, at):
    told = facts(notice.stream, "notice.published")["draw"]
    slot = Appointment.objects.get(subject=notice.stream).slot
    assert (told["slot_id"], told["beacon"]) == (slot.public_id, None)
    assert told["anchor"]["length"] == 100
    at(notice.closes_at)

    go_to(at, slot.opens_at)

    notice.refresh_from_db()
    freeze = notice.draw.freeze_record()
    published = Event.objects.of(notice.stream).get(kind="notice.published")
    assert notice.draw.slot == slot
    assert freeze["notice"] == published.leaf_hash()
    assert {each["name"] for each in freeze["candidates"]} == {
        answer.agency.organisation.name_zh for answer in notice.responses.all()
    }


def test_before_the_window_no_die_tells_how_many_have_answered(notice, at):
    at(notice.closes_at - SECOND)
    call_command("tick")

    assert not Die.objects.exists()
    assert "PromisedDie" not in str(list(Event.objects.values("facts")))
