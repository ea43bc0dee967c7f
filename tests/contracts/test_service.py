"""A running service: its papers, its pauses, its extensions."""

import datetime as dt

import pytest

from marketplace.documents.models import Document
from marketplace.models import EventPrivate
from procurement.contracts import commands
from procurement.contracts.models import DueDate, Extension, Pause
from procurement.contracts.parts import clock_of
from tests.contracts.stories import (
    STARTED,
    WEEK,
    contracted,
    delivered,
    extended,
    fresh,
    kinds,
    paper,
    paused,
    resumed,
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


# --- the start


def test_the_clock_starts_with_the_papers_and_the_due_day_is_pinned():
    engagement = started(days=10)

    assert fresh(engagement).notice.state == "in_service"
    assert engagement.started_at == STARTED
    assert due_dates(engagement) == [("started", "2026-03-20")]
    assert Document.objects.of(engagement.stream).filter(purpose="papers").count() == 1
    assert told(engagement, "service.started") == {
        "agency": engagement.agency.public_id,
        "papers": 1,
        "allowed_days": 10,
        "due_on": "2026-03-20",
    }
    private = EventPrivate.objects.get(event__kind="service.started").facts
    assert [each["name"] for each in private["papers"]] == ["paper.pdf"]


def test_without_papers_no_service_starts():
    engagement = contracted()

    refused(
        r"service\.no_papers",
        commands.start_service,
        engagement_id=engagement.pk,
        papers=[],
        by=somebody(),
        at=STARTED,
    )
    assert not DueDate.objects.exists()


def test_a_service_starts_once():
    engagement = started()

    refused(
        r"notice\.wrong_state",
        commands.start_service,
        engagement_id=engagement.pk,
        papers=[paper()],
        by=somebody(),
        at=STARTED,
    )


# --- pauses


def test_a_pause_stops_the_clock_and_its_end_pins_the_due_day_anew():
    engagement = started(days=10)
    pause = paused(engagement, MONDAY)

    shown = clock_of(fresh(engagement), MONDAY + WEEK)
    assert (shown.is_paused, shown.due_on, shown.elapsed) == (True, None, 0)

    resumed(engagement, MONDAY + 2 * DAY)

    assert due_dates(engagement)[1:] == [("resumed", "2026-03-24")]
    assert told(engagement, "service.resumed")["due_on"] == "2026-03-24"
    assert clock_of(fresh(engagement), MONDAY + 2 * DAY).due_on == dt.date(2026, 3, 24)
    pause.refresh_from_db()
    assert (pause.paused_at, pause.resumed_at) == (MONDAY, MONDAY + 2 * DAY)


def test_reason_and_cause_of_a_pause_are_public_and_its_remark_is_not():
    engagement = started()

    pause = paused(engagement, MONDAY, reason="force_majeure", cause="nobody", remark="山洪。")

    assert told(engagement, "service.paused") == {
        "agency": engagement.agency.public_id,
        "reason": "force_majeure",
        "cause": "nobody",
    }
    private = EventPrivate.objects.get(event__kind="service.paused").facts
    assert private["remark"] == "山洪。"
    assert private["papers"][0]["document"] == str(pause.evidence.public_id)


@pytest.mark.parametrize(
    "changes",
    [{"reason": "holiday"}, {"cause": "weather"}, {"remark": " "}, {"remark": "\u202e"}],
)
def test_a_pause_needs_a_reason_of_the_list_a_cause_and_a_remark(changes):
    engagement = started()

    refused(
        r"record\.invalid",
        commands.pause_service,
        **{
            "engagement_id": engagement.pk,
            "reason": "papers",
            "cause": "owner",
            "remark": "缺图。",
            "evidence": paper("letter.pdf"),
            "by": somebody(),
            "at": MONDAY,
        }
        | changes,
    )
    assert not Pause.objects.exists()
    assert not Document.objects.filter(purpose="evidence").exists()


def test_a_paused_service_is_neither_paused_again_nor_delivered():
    engagement = started()
    paused(engagement, MONDAY)
    arguments = {"engagement_id": engagement.pk, "by": somebody(), "at": MONDAY + HOUR}

    refused(
        r"service\.paused",
        commands.pause_service,
        reason="site",
        cause="owner",
        remark="封闭。",
        evidence=paper(),
        **arguments,
    )
    refused(r"service\.paused", commands.submit_deliverable, document=paper(), **arguments)


def test_what_is_not_paused_cannot_go_on():
    engagement = started()

    refused(
        r"service\.not_paused",
        commands.resume_service,
        engagement_id=engagement.pk,
        by=somebody(),
        at=MONDAY,
    )


def test_before_the_start_and_after_the_delivery_nothing_is_paused_or_extended():
    waiting, handed_in = contracted(), delivered(started(), MONDAY)

    for engagement in (waiting, handed_in):
        arguments = {"engagement_id": engagement.pk, "by": somebody(), "at": MONDAY + HOUR}
        refused(r"service\.not_running", commands.resume_service, **arguments)
        refused(r"service\.not_running", commands.ask_extension, days=3, reason="雨。", **arguments)
        refused(
            r"service\.not_running",
            commands.pause_service,
            reason="site",
            cause="owner",
            remark="封闭。",
            evidence=paper(),
            **arguments,
        )


# --- extensions


def test_an_extension_counts_once_the_owner_has_granted_it():
    engagement = started(days=10)

    extended(engagement, MONDAY, days=5)

    assert fresh(engagement).allowed_days == 15
    assert due_dates(engagement)[1:] == [("extended", "2026-03-27")]
    facts = told(engagement, "extension.granted")
    assert (facts["days"], facts["due_on"]) == (5, "2026-03-27")


def test_a_refused_extension_changes_nothing_and_says_why():
    engagement = started(days=10)

    extension = extended(engagement, MONDAY, granted=False, remark="工期已紧。")

    assert (extension.granted, extension.remark) == (False, "工期已紧。")
    assert fresh(engagement).allowed_days == 10
    assert due_dates(engagement) == [("started", "2026-03-20")]
    assert kinds(engagement)[-2:] == ["extension.asked", "extension.refused"]


def test_an_extension_granted_during_a_pause_is_pinned_when_the_service_goes_on():
    engagement = started(days=10)
    paused(engagement, MONDAY)

    extended(engagement, MONDAY + HOUR, days=2)
    assert told(engagement, "extension.granted")["due_on"] is None
    resumed(engagement, MONDAY + DAY)

    assert due_dates(engagement)[1:] == [("resumed", "2026-03-25")]  # one day paused, two granted


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (r"extension\.days", {"days": 0}),
        (r"extension\.days", {"days": 251}),
        (r"reason\.missing", {"reason": ""}),
    ],
)
def test_a_wrong_question_is_not_asked(code, changes):
    engagement = started()
    arguments = {"engagement_id": engagement.pk, "days": 5, "reason": "雨。", "by": somebody()}

    refused(code, commands.ask_extension, **arguments | {"at": MONDAY} | changes)

    assert not Extension.objects.exists()


def test_one_question_waits_at_a_time_and_is_answered_once():
    engagement = started()
    arguments = {"engagement_id": engagement.pk, "days": 5, "reason": "雨。", "by": somebody()}
    asked = commands.ask_extension(**arguments, evidence=paper("rain.pdf"), at=MONDAY)
    assert asked.evidence.name == "rain.pdf"

    refused(r"extension\.pending", commands.ask_extension, **arguments, at=MONDAY)
    decision = {"extension_id": asked.pk, "by": somebody(), "at": MONDAY}
    refused(r"reason\.missing", commands.decide_extension, granted=False, **decision)
    commands.decide_extension(granted=True, **decision)
    refused(r"extension\.decided", commands.decide_extension, granted=True, **decision)

    assert fresh(engagement).extended_days == 5
