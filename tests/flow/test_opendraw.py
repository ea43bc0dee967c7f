"""A notice from its publication to its award by OPENDRAW/1, with the clock as the only driver."""

import datetime as dt
import json

import pytest
from django.core.management import call_command

from marketplace.draw.bundle import bundle_of
from marketplace.draw.commands import throw_die, void_results
from marketplace.draw.models import Appointment, Die, Proof, Slot
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from procurement import commands
from procurement.domain.replay import replay
from tests.factories import NOON, UserFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def notice(settings, at):
    """Return a published notice of a site that draws in slots, with three answers."""
    settings.MARKETPLACE_SEED_SOURCE = "opendraw"
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


def test_the_award_follows_from_the_dice(notice, at):
    slot = Appointment.objects.get(subject=notice.stream).slot
    at(notice.closes_at)
    go_to(at, slot.opens_at + 2 * SECOND)
    throw_die(slot_id=slot.pk, value="ab" * 32, thrower="supervisor", at=at.moment)

    go_to(at, slot.closes_at + 8 * SECOND)

    notice.refresh_from_db()
    bundle = bundle_of(notice.draw)
    assert notice.state == "awarded"
    assert notice.award.ranking == [each["id"] for each in bundle["result"]["ranking"]]
    assert bundle["result"]["winners"] == notice.award.ranking[:1]
    assert len(bundle["dice"]) == 4
    assert Slot.objects.get(pk=slot.pk).state == "done"
    evidence = facts(notice.stream, "notice.awarded")["evidence"]
    assert evidence["seed"] == bundle["result"]["seed"]
    assert json.dumps(bundle)


def drawn(notice, at):
    """Take the notice through its slot to its award."""
    slot = Appointment.objects.get(subject=notice.stream).slot
    at(notice.closes_at)
    go_to(at, slot.opens_at + 2 * SECOND)
    throw_die(slot_id=slot.pk, value="ab" * 32, thrower="supervisor", at=at.moment)
    go_to(at, slot.closes_at + 8 * SECOND)
    notice.refresh_from_db()
    return Slot.objects.get(pk=slot.pk)


def test_a_draw_that_is_declared_void_ends_its_notice_and_the_owner_may_begin_anew(
    notice, at, client
):
    slot = drawn(notice, at)
    proof = {"kind": "die_missing", "document": "{}", "digest": "ab" * 32}
    Proof.objects.create(slot=slot, handed_in_at=at.moment, **proof)
    void_results(slot_id=slot.pk, reason="少了一枚骰子", by=UserFactory(), at=at.moment)

    call_command("tick")

    notice.refresh_from_db()
    assert (notice.state, notice.award.ranking != []) == ("void", True)
    assert facts(notice.stream, "notice.voided")["reason"] == "少了一枚骰子"
    assert replay(Event.objects.of(notice.stream)).state == "void"
    text = client.get(f"/en{notice.get_absolute_url()}").content.decode()
    assert "The result of this draw is void" in text
    assert "少了一枚骰子" in text
    again = NoticeFactory(project=notice.project, follows=notice)
    assert again.follows == notice


def test_no_award_is_made_from_a_void_draw(notice, at):
    drawn(notice, at)
    notice.draw.__class__.objects.filter(pk=notice.draw_id).update(
        voided_at=at.moment, void_reason="x"
    )
    notice.__class__.objects.filter(pk=notice.pk).update(state="selecting")

    with pytest.raises(Refusal, match=r"^draw.void$"):
        commands.award_notice(notice_id=notice.pk, at=at.moment)


def test_a_notice_whose_draw_stands_is_not_ended(notice, at):
    drawn(notice, at)

    with pytest.raises(Refusal, match=r"^notice.draw_stands$"):
        commands.void_notice(notice_id=notice.pk, at=at.moment)
