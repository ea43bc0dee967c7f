from pathlib import Path

import pytest

import agencies
from agencies.domain.lifecycle import AGENCY, State, Step
from agencies.models import Agency
from agencies.models.agency import STATE_LABELS
from marketplace.kernel.refusal import Refusal

README = Path(agencies.__file__).with_name("README.md")


def test_the_readme_shows_the_table_of_states():
    assert AGENCY.to_mermaid() in README.read_text(encoding="utf-8")


def test_every_state_has_a_name():
    assert set(STATE_LABELS) == set(State)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_a_step_that_is_not_in_the_table_is_refused(state, step):
    agency = Agency(state=state.value)

    if AGENCY.allows(state, step):
        agency.advance(step)
        assert agency.state == AGENCY.after(state, step)
    else:
        with pytest.raises(Refusal, match=r"^agency\.wrong_state$"):
            agency.advance(step)
        assert agency.state == state
