"""Any story of a service, run by the commands, against a count of its hours that knows no rule."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from marketplace.calendar import OFFICIAL
from procurement.contracts.models import Engagement
from procurement.contracts.parts import clock_of
from procurement.contracts.presentation.board import with_colour
from procurement.contracts.presentation.rows import service_rows
from procurement.contracts.presentation.sides import with_parts
from tests.contracts.stories import (
    STARTED,
    delivered,
    extended,
    fresh,
    paused,
    resumed,
    returned,
    started,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
PROMISED = 10
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["pause", "resume", "submit", "return", "extend"]), st.integers(0, 60)
    ),
    max_size=8,
)


class HourByHour:
    """Writes down of every hour whether the clock ran in it."""

    def __init__(self) -> None:
        self.now, self.state, self.hours, self.granted = STARTED, "runs", [], 0

    def wait(self, hours: int) -> None:
        for _hour in range(hours):
            self.hours.append((timezone.localtime(self.now), self.state == "runs"))
            self.now += HOUR

    def counted(self) -> int:
        """Count the working days after the first that are over, and at whose end it ran."""
        first, today = timezone.localdate(STARTED), timezone.localdate(self.now)
        ran = {moment.date() for moment, runs in self.hours if runs and moment.hour == 23}
        return sum(OFFICIAL.is_worked(day) for day in ran if first < day < today)

    def due_on(self) -> dt.date:
        """Run on until the last allowed day is counted."""
        ahead = HourByHour()
        ahead.now, ahead.hours = self.now, list(self.hours)
        while ahead.counted() < PROMISED + self.granted:
            ahead.wait(1)
        last = [moment.date() for moment, runs in ahead.hours if runs and moment.hour == 23]
        return max(day for day in last if OFFICIAL.is_worked(day))

    def do(self, deed: str, engagement) -> bool:
        """Do a deed where it is possible, and say whether it has pinned a due day."""
        possible = {
            ("runs", "pause"): ("paused", paused),
            ("paused", "resume"): ("runs", resumed),
            ("runs", "submit"): ("delivered", delivered),
            ("delivered", "return"): ("runs", returned),
            ("runs", "extend"): ("runs", extended),
            ("paused", "extend"): ("paused", extended),
        }
        if (self.state, deed) not in possible:
            return False
        if deed == "return" and self.now >= fresh(engagement).deemed_at:
            return False  # the owner's silence was acceptance
        self.state, command = possible[self.state, deed]
        self.granted += 5 * (deed == "extend")
        command(engagement, self.now)
        return self.state == "runs"


@given(DEEDS)
@example([("submit", 37), *[("pause", 54)] * 4, ("return", 0)])  # too late to send it back
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_sequence_of_deeds_has_the_elapsed_days_of_a_count_hour_by_hour(at, deeds):
    engagement, count = started(days=PROMISED), HourByHour()

    for deed, hours in deeds:
        count.wait(hours)
        pins = count.do(deed, engagement)
        shown = clock_of(fresh(engagement), count.now)

        assert shown.elapsed == count.counted()
        assert shown.allowed == PROMISED + count.granted
        assert shown.is_paused == (count.state == "paused")
        if pins and shown.elapsed < shown.allowed:
            assert shown.due_on == count.due_on()
        assert_the_board_shows(engagement, count.now)


def assert_the_board_shows(engagement, at):
    """Assert that the database tells the colour that the service clock computes."""
    [row] = service_rows(with_parts(Engagement.objects.filter(pk=engagement.pk)), at=at)
    told = with_colour(Engagement.objects.filter(pk=engagement.pk), at).get()

    assert told.colour == row.colour
    if row.lamp.due_on:
        assert told.fixed_on == row.lamp.due_on
