from pathlib import Path

import pytest

from marketplace.kernel.lifecycle import IllegalStep
from procurement.domain.lifecycle import DECIDED, NOTICE, UNPUBLISHED, State, Step

README = Path(__file__).resolve().parents[2] / "procurement" / "README.md"


def test_all_states_are_named_from_day_one():
    assert [state.value for state in State] == [
        "draft",
        "in_review",
        "returned",
        "open",
        "closed",
        "selecting",
        "awarded",
        "confirmed",
        "contracted",
        "in_service",
        "delivered",
        "accepted",
        "rated",
        "failed",
        "cancelled",
        "void",
    ]


def test_the_moves_beside_the_straight_way():
    beside = {
        (a.value, b.value)
        for (a, _step), b in NOTICE.table.items()
        if b in {State.CANCELLED, State.FAILED, State.VOID} or a is b
    }
    assert beside >= {
        ("draft", "cancelled"),
        ("in_review", "cancelled"),
        ("returned", "cancelled"),
        ("selecting", "failed"),
        ("awarded", "awarded"),
        ("in_service", "void"),
    }
    assert NOTICE.after("confirmed", Step.SKIP) == State.AWARDED


@pytest.mark.parametrize("end", [State.FAILED, State.CANCELLED, State.VOID, State.RATED])
def test_nothing_leads_out_of_an_end(end):
    assert not [step for step in Step if NOTICE.allows(end, step)]


def test_an_open_notice_is_never_drafted_again():
    with pytest.raises(IllegalStep):
        NOTICE.after(State.OPEN, Step.SUBMIT)


def test_no_state_is_both_unpublished_and_decided():
    assert not UNPUBLISHED & DECIDED


def test_the_readme_shows_the_table():
    assert NOTICE.to_mermaid() in README.read_text()
