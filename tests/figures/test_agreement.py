"""The figures of the records are those which the raw events tell."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from procurement.statistics.presentation.data import figures_data
from procurement.statistics.records import groups_of
from tests.factories import NOON
from tests.figures.retelling import assert_agreement
from tests.figures.stories import ENDS, Story, shelf, stories, tell

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 1), dt.date(2026, 3, 31)


def agree(start=None, end=None):
    assert_agreement(figures_data(groups_of(start, end), at=NOON), start, end)


@given(st.lists(stories, min_size=1, max_size=3))
@example([Story(end=end, week=place, mode="online_bidding") for place, end in enumerate(ENDS)])
@example([Story(end=end, items=(1, 2), prices=(1_234_567,)) for end in ("void", "declined")])
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_small_world_has_the_figures_that_its_events_tell(at, world):
    items = shelf()
    for story in world:
        tell(story, items)

    agree()
    agree(*MARCH)


def test_an_empty_world_agrees():
    agree()
