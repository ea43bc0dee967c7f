"""The rules for what goes wrong: all of them decided before anybody can know a result."""

import pytest

from marketplace.draw.bundle import bundle_of
from marketplace.draw.models import Chain, Die, Incident, Slot
from marketplace.draw.parts import promise_die
from marketplace.draw.parts.chains import _file as chain_file
from marketplace.kernel.canonical import tagged_hash
from marketplace.log.parts.keys import folder
from marketplace.models import Event
from marketplace.transaction import command
from tests.factories import DAY

from .table import SECOND


def incidents(**of):
    return list(Incident.objects.filter(**of).values_list("kind", flat=True))


def states():
    return list(Slot.objects.order_by("opens_at").values_list("state", flat=True))


def without_dice(table, draw):
    """Take a draw through the window of its slot, in which nobody throws."""
    table.go_to(draw.slot.closes_at + 4 * SECOND)
    draw.refresh_from_db()
    return draw


def test_too_few_dice_move_a_draw_to_the_next_slot_with_the_same_list(table):
    draw = table.frozen()
    first, before = draw.slot, draw.freeze_record()

    without_dice(table, draw)

    after = draw.freeze_record()
    assert draw.slot.opens_at >= first.closes_at
    assert (draw.moves, incidents(draw=draw)) == (1, ["too_few_dice"])
    assert {key for key in after if after[key] != before[key]} == {"slot_id", "frozen_at"}
    assert [event.kind for event in Event.objects.of(draw.stream)] == [
        "draw.frozen",
        "draw.moved",
        "draw.frozen",
    ]
    assert Event.objects.of(first.stream).last().kind == "slot.voided"


def test_after_three_moves_it_is_drawn_all_the_same_and_says_so(table):
    draw = table.frozen()
    for _slot in range(3):
        without_dice(table, draw)
    assert draw.seed == ""

    without_dice(table, draw)
    table.tick(4)

    draw.refresh_from_db()
    assert draw.seed
    assert draw.low_participation
    assert incidents(draw=draw) == ["too_few_dice"] * 3 + ["low_participation"]
    assert Event.objects.of(draw.stream).last().facts["low_participation"] is True
    assert bundle_of(draw)["dice"] == []


@pytest.mark.parametrize(
    ("throwers", "moves"),
    [
        (["supervisor"], 0),
        (["agency-000001", "agency-000002"], 0),
        (["agency-000001"], 1),
        (["agency-000001"] * 3, 1),
        (["agency-000009", "agency-000008"], 1),
        (["owner", "public", "public"], 1),
    ],
)
def test_the_supervisor_or_half_of_the_candidates_must_throw(table, throwers, moves):
    draw = table.drawn(table.frozen(), *throwers)

    assert draw.moves == moves


def test_a_die_promised_with_the_answer_does_not_count_as_thrown_in_the_window(table):
    table.announced()
    draw = table.frozen()
    with command():
        for name in draw.ids():
            promise_die(subject=draw.subject, thrower=name, at=table.now)

    without_dice(table, draw)

    assert Die.objects.count() == 3
    assert draw.moves == 1


def test_only_the_draw_that_lacks_dice_moves(table):
    first = table.frozen("a")
    second = table.frozen("b", ["agency-000007", "agency-000008"])
    assert first.slot == second.slot

    table.drawn(first, "agency-000001", "agency-000002")

    second.refresh_from_db()
    assert first.seed
    assert (second.seed, second.moves) == ("", 1)
    assert [each["draw_id"] for each in first.slot.pool.as_record()["draws"]] == [first.public_id]


def test_a_slot_that_nobody_opened_in_time_is_void(table):
    draw = table.frozen()
    slot = draw.slot
    table.go_to(slot.cut_off)

    table.jump_to(slot.opens_at + SECOND)
    table.tick()

    draw.refresh_from_db()
    assert states()[0] == "void"
    assert incidents() == ["not_opened", "not_opened"]
    assert draw.slot.opens_at > slot.closes_at
    assert table.drawn(draw).seed


def test_a_pool_that_is_not_out_in_time_voids_the_slot_and_its_dice(table):
    draw = table.frozen()
    slot = draw.slot
    table.go_to(slot.opens_at + SECOND)
    table.throw(slot)
    table.go_to(slot.closes_at)

    table.jump_to(slot.publish_by + SECOND)
    table.tick()

    draw.refresh_from_db()
    assert states()[0] == "void"
    assert draw.slot != slot
    assert draw.slot.dice.count() == 0
    assert table.drawn(draw).slot.pool.as_record()["operator"]["index"] == 2


def test_a_clock_that_stands_still_for_a_day_draws_on_the_next(table):
    draw = table.frozen()

    table.jump_to(table.now + DAY)
    table.tick(2)
    draw.refresh_from_db()

    assert table.drawn(draw).seed


def test_without_a_signer_nothing_is_drawn_and_after_it_everything(table):
    draw = table.frozen()
    key = folder() / "log_key.json"
    content = key.read_bytes()
    key.write_text("broken")
    table.go_to(draw.slot.closes_at + SECOND)
    draw.refresh_from_db()
    assert (draw.seed, incidents(draw=draw)) == ("", ["not_opened"])

    key.write_bytes(content)

    assert table.drawn(draw).seed


def test_a_lost_secret_is_a_null_and_brings_a_new_chain_in_seven_days(table):
    draw = table.frozen()
    chain_file(Chain.objects.get().anchor).unlink()

    table.drawn(draw)

    assert draw.seed
    assert draw.slot.pool.as_record()["operator"] == {"index": 1, "secret": None}
    assert "secret_lost" in incidents(slot=draw.slot)
    old, new = Chain.objects.order_by("pk")
    assert new.usable_from == new.announced_at + 7 * DAY
    assert Chain.objects.for_slot(table.now + DAY) == old
    assert Chain.objects.for_slot(new.usable_from) == new


def test_the_database_holds_no_part_of_the_chain_that_is_not_revealed(table):
    draw = table.drawn(table.frozen())

    anchor = Chain.objects.get()
    path = chain_file(anchor.anchor)
    assert path.stat().st_mode & 0o777 == 0o600
    assert "secret" not in str(list(Event.objects.of("chain").values("facts")))
    revealed = bytes.fromhex(draw.slot.pool.as_record()["operator"]["secret"])
    assert tagged_hash("chain", revealed).hex() == anchor.anchor


def test_a_pool_is_out_by_a_checkpoint_in_time_even_if_the_clock_died_right_after(table):
    draw = table.frozen()
    slot = draw.slot
    table.go_to(slot.opens_at + SECOND)
    table.throw(slot)
    table.go_to(slot.closes_at + SECOND)
    table.tick()
    assert slot.__class__.objects.get(pk=slot.pk).state in {"published", "done"}

    table.jump_to(slot.publish_by + DAY)
    table.tick(2)

    draw.refresh_from_db()
    assert draw.seed
    assert draw.moves == 0
