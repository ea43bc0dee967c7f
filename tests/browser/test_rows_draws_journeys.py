"""What draws ask of those who watch over them, in the to-do list of Wagtail's admin."""

from .deeds import OPERATOR, REGULATOR
from .rows import STAFF, backstage, come_in, row_of
from .test_rows_staff_journeys import await_row

__all__ = ["backstage", "come_in"]


def test_a_late_slot_goes_on_with_the_clock_and_a_proof_against_it_is_decided_on(
    come_in, backstage, visit
):
    told = backstage.play("late_slot")
    slot, operator, regulator = told["slot"], come_in(OPERATOR), come_in(REGULATOR)

    try:
        with row_of(operator, STAFF, "draws.late", slot):
            backstage.play("clock_goes_on")
            await_done(operator)
    finally:
        backstage.play("clock_goes_on")

    stranger = visit()
    stranger.go(f"/draws/{slot}/proof/")
    stranger.fill(text=told["receipt"])
    stranger.press("main form button.button--wide")
    await_row(regulator, "draws.proof")
    with row_of(regulator, STAFF, "draws.proof", slot):
        regulator.fill(reason="少了一枚骰子，结果作废。")
        regulator.press("main form button.button--wide")


def await_done(person):
    """Reload the slot's page until its pool is stirred."""
    for _reload in range(60):
        if not person.page.locator("main [data-slot]").count():  # it is followed no longer
            return
        person.page.wait_for_timeout(250)
        person.page.reload()
    raise AssertionError("the slot is not stirred")


def test_a_chain_that_is_lost_is_put_back(come_in, backstage):
    backstage.play("hide_chain")
    try:
        operator = come_in(OPERATOR)
        with row_of(operator, STAFF, "draws.chain_lost"):
            backstage.play("put_chain_back")
    finally:
        backstage.play("put_chain_back")
