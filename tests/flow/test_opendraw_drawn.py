"""What follows for a notice from its draw by OPENDRAW/1: its award, or its end."""

import json

import pytest
from django.core.management import call_command

from marketplace.draw.bundle import bundle_of
from marketplace.draw.commands import throw_die, void_results
from marketplace.draw.models import Appointment, Proof, Slot
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from procurement import commands
from procurement.domain.replay import replay
from tests.draw.kept import Kept
from tests.factories import UserFactory
from tests.factories.procurement import NoticeFactory

from .test_opendraw import SECOND, facts, go_to, published

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(module_db, tmp_path_factory):
    """Keep a notice that went through its slot to its award."""
    return Kept(tmp_path_factory.mktemp("drawn"), _drawn)


def _drawn(at):
    notice = published(at)
    slot = Appointment.objects.get(subject=notice.stream).slot
    at(notice.closes_at)
    go_to(at, slot.opens_at + 2 * SECOND)
    throw_die(slot_id=slot.pk, value="ab" * 32, thrower="supervisor", at=at.moment)
    go_to(at, slot.closes_at + 8 * SECOND)
    notice.refresh_from_db()
    return notice


@pytest.fixture
def notice(kept, settings, at, tmp_path):
    """Return a notice that went through its slot to its award."""
    settings.MARKETPLACE_SEED_SOURCE, settings.MARKETPLACE_STATE_DIR = "opendraw", tmp_path
    return kept.go_on(at, tmp_path)


def test_the_award_follows_from_the_dice(notice):
    slot = Appointment.objects.get(subject=notice.stream).slot
    bundle = bundle_of(notice.draw)
    assert notice.state == "awarded"
    assert notice.award.ranking == [each["id"] for each in bundle["result"]["ranking"]]
    assert bundle["result"]["winners"] == notice.award.ranking[:1]
    assert len(bundle["dice"]) == 4
    assert Slot.objects.get(pk=slot.pk).state == "done"
    evidence = facts(notice.stream, "notice.awarded")["evidence"]
    assert evidence["seed"] == bundle["result"]["seed"]
    assert json.dumps(bundle)


def test_a_draw_that_is_declared_void_ends_its_notice_and_the_owner_may_begin_anew(
    notice, at, client
):
    slot = notice.draw.slot
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
    notice.draw.__class__.objects.filter(pk=notice.draw_id).update(
        voided_at=at.moment, void_reason="x"
    )
    notice.__class__.objects.filter(pk=notice.pk).update(state="selecting")

    with pytest.raises(Refusal, match=r"^draw.void$"):
        commands.award_notice(notice_id=notice.pk, at=at.moment)


def test_a_notice_whose_draw_stands_is_not_ended(notice, at):
    with pytest.raises(Refusal, match=r"^notice.draw_stands$"):
        commands.void_notice(notice_id=notice.pk, at=at.moment)
