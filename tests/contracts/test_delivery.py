"""The end of a service: what is handed in, and what the owner says or does not say."""

import datetime as dt

import pytest

from procurement.contracts import commands
from procurement.contracts.models import Delivery, Engagement
from procurement.contracts.parts import clock_of
from tests.contracts.stories import (
    STARTED,
    WEEK,
    delivered,
    fresh,
    kinds,
    returned,
    somebody,
    started,
    told,
)
from tests.factories import DAY, HOUR
from tests.procurement.refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MONDAY = STARTED + 3 * DAY  # 9 March


def due_dates(engagement):
    return [(row.cause, row.due_on.isoformat()) for row in engagement.due_dates.all()]


def midnight_after(day):
    return dt.datetime(2026, 3, day, 16, tzinfo=dt.UTC)


def test_a_deliverable_starts_the_owners_time_and_stops_the_agencys():
    engagement = delivered(started(days=10), MONDAY)

    assert engagement.notice.state == "delivered"
    assert engagement.delivered_at == MONDAY
    assert engagement.check_by == midnight_after(16)  # five working days
    assert engagement.deemed_at == midnight_after(17)  # and one more
    facts = told(engagement, "deliverable.submitted")
    assert (facts["number"], facts["elapsed"], facts["allowed"]) == (1, 0, 10)
    assert facts["is_late"] is False
    assert clock_of(engagement, MONDAY + 4 * WEEK).elapsed == 0


def test_what_is_handed_in_after_the_due_day_is_late():
    delivered(engagement := started(days=10), STARTED + 17 * DAY)

    facts = told(engagement, "deliverable.submitted")
    assert (facts["elapsed"], facts["is_late"]) == (10, True)


def test_a_returned_deliverable_lets_the_clock_run_on_without_the_owners_days():
    engagement = delivered(started(days=10), MONDAY)

    engagement = returned(engagement, MONDAY + 3 * DAY)

    assert engagement.notice.state == "in_service"
    assert (engagement.delivered_at, engagement.deemed_at) == (None, None)
    assert due_dates(engagement)[1:] == [("returned", "2026-03-25")]  # Monday to Wednesday rested
    delivery = Delivery.objects.get()
    assert (delivery.returned_at, delivery.return_reason) == (MONDAY + 3 * DAY, "附图不全。")


def test_two_returns_are_a_dispute():
    engagement = started(days=10)
    for number in range(2):
        delivered(engagement, MONDAY + 2 * number * DAY)
        returned(engagement, MONDAY + (2 * number + 1) * DAY)

    assert kinds(engagement).count("deliverable.returned") == 2
    assert kinds(engagement)[-1] == "service.disputed"
    assert told(engagement, "service.disputed")["returns"] == 2


def test_a_deliverable_is_not_returned_without_a_reason():
    engagement = delivered(started(), MONDAY)

    refused(
        r"reason\.missing",
        commands.return_deliverable,
        engagement_id=engagement.pk,
        reason="",
        by=somebody(),
        at=MONDAY + DAY,
    )


def test_an_accepted_service_is_complete_and_tells_the_days_saved():
    engagement = delivered(started(days=10), MONDAY + WEEK)

    commands.accept_deliverable(engagement_id=engagement.pk, by=somebody(), at=MONDAY + 8 * DAY)

    engagement = fresh(engagement)
    assert engagement.notice.state == "accepted"
    assert (engagement.acceptance, engagement.accepted_at) == ("owner", MONDAY + 8 * DAY)
    facts = told(engagement, "deliverable.accepted")
    assert (facts["elapsed"], facts["standard_days"], facts["saved_days"]) == (5, 20, 15)
    assert (facts["acceptance"], facts["is_late"]) == ("owner", False)


def test_silence_counts_as_acceptance_from_the_moment_the_time_is_over():
    engagement = delivered(started(), MONDAY)
    arguments = {"engagement_id": engagement.pk}

    refused(
        r"delivery\.time_left", commands.deem_accepted, **arguments, at=midnight_after(17) - HOUR
    )
    commands.deem_accepted(**arguments, at=midnight_after(17) + 9 * DAY)

    engagement = fresh(engagement)
    assert (engagement.acceptance, engagement.accepted_at) == ("silence", midnight_after(17))


def test_an_answer_after_the_silence_comes_too_late():
    engagement = delivered(started(), MONDAY)
    arguments = {"engagement_id": engagement.pk, "by": somebody(), "at": midnight_after(17)}

    refused(r"delivery\.deemed", commands.accept_deliverable, **arguments)
    refused(r"delivery\.deemed", commands.return_deliverable, reason="不全。", **arguments)


def test_nothing_is_accepted_twice_or_before_it_is_there():
    running = started()
    arguments = {"by": somebody(), "at": MONDAY + DAY}
    refused(
        r"notice\.wrong_state", commands.accept_deliverable, engagement_id=running.pk, **arguments
    )

    delivered(running, MONDAY)
    commands.accept_deliverable(engagement_id=running.pk, **arguments)

    refused(
        r"notice\.wrong_state", commands.accept_deliverable, engagement_id=running.pk, **arguments
    )
    assert Engagement.objects.running().count() == 0
