from enum import StrEnum

import pytest

from marketplace.kernel.lifecycle import IllegalStep, Lifecycle


class State(StrEnum):
    SHUT = "shut"
    OPEN = "open"


class Step(StrEnum):
    OPEN = "open"
    SHUT = "shut"


DOOR = Lifecycle({(State.SHUT, Step.OPEN): State.OPEN, (State.OPEN, Step.SHUT): State.SHUT})


def test_a_step_leads_where_the_table_says():
    assert DOOR.after("shut", Step.OPEN) is State.OPEN
    assert DOOR.allows(State.OPEN, Step.SHUT)


def test_a_move_that_the_table_does_not_have_is_illegal():
    assert not DOOR.allows("shut", Step.SHUT)
    with pytest.raises(IllegalStep, match="shut while shut"):
        DOOR.after("shut", Step.SHUT)


def test_the_table_cannot_be_changed():
    with pytest.raises(TypeError):
        DOOR.table[(State.OPEN, Step.OPEN)] = State.OPEN


def test_the_table_draws_itself():
    assert DOOR.to_mermaid() == (
        "stateDiagram-v2\n    shut --> open: open\n    open --> shut: shut"
    )
