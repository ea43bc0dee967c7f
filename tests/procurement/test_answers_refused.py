"""What an agency's answer is refused for: by the form, by the rules, and by the clock."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement import commands
from procurement.models import Response
from procurement.modes.registry import modes
from tests.factories import HOUR, NOON, UserFactory
from tests.procurement.screens import (
    ANSWER,
    SECOND,
    address,
    agency_for,
    invitation,
    published,
    refused,
    send,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(at):
    return at


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"price": ""}, "Fill this in."),
        ({"price": "12.345"}, "finer than a fen"),
        ({"price": "一万"}, "is not an amount"),
        ({"price": "١٢٣"}, "has others"),
        ({"price": "9" * 1_000_000}, "too many for a figure"),
        ({"price": SimpleUploadedFile("price.txt", b"100")}, "A file was sent where text is asked"),
        ({"days_1": "8.5"}, "Enter a whole number from 1 to"),
        ({"days_1": ""}, "Fill this in."),
        ({"accept": ""}, "an answer accepts the terms"),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field(client, settings, changes, message):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    response = send(client, notice, **({"price": "15000"} | changes))

    assert response.status_code == 422
    assert message in text(response)
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("bid.no_price", {"price": "0"}),
        ("bid.above_ceiling", {"price": "20000.01"}),
        ("promise.days", {"days_1": "21"}),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_by_its_code(client, code, changes):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    response = send(client, notice, **({"price": "15000"} | changes))

    assert refused(response, code)
    assert not Response.objects.exists()


def test_what_was_typed_is_still_there_after_a_refusal(client):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    page = text(send(client, notice, price="20000.01"))

    assert 'value="20000.01"' in page
    assert "This was not done" not in page
    assert "The answer was not entered" in page


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("agency.not_listed", lambda agency, notice: set_state(agency, "suspended")),
        ("service.not_listed", lambda agency, notice: agency.services.update(is_active=False)),
    ],
)
def test_an_agency_that_does_not_qualify_is_refused(client, code, spoil):
    notice = published()
    agency = agency_for(client, notice)
    spoil(agency, notice)

    assert refused(send(client, notice), code)
    assert not Response.objects.exists()


def set_state(agency, state):
    agency.state, agency.state_reason = state, "两次超期"
    agency.save()


def test_an_agency_that_is_not_invited_is_refused(client):
    notice, _invited = invitation()
    agency_for(client, notice)

    assert refused(send(client, notice), "invitation.other")


def test_sending_twice_leaves_one_answer(client):
    notice = published()
    agency_for(client, notice)
    send(client, notice)

    response = send(client, notice)

    assert refused(response, "response.repeated")
    assert Response.objects.count() == 1


@pytest.mark.parametrize("late", [0, 1])
def test_an_answer_after_the_deadline_is_told_to_be_late(client, at, late):
    notice = published()
    agency_for(client, notice)
    at(notice.closes_at + late * SECOND)

    response = send(client, notice)

    assert refused(response, "response.late")
    assert "the notice closed at 2026-03-04 12:00:00" in text(response)
    assert not Response.objects.exists()


def test_the_last_moment_still_counts(client, at):
    notice = published()
    agency_for(client, notice)
    at(notice.closes_at - SECOND)

    send(client, notice)

    assert Response.objects.get().received_at == notice.closes_at - SECOND


def test_the_arrival_counts_and_not_the_moment_of_recording(client, at, settings):
    settings.MARKETPLACE_TRUSTED_PROXIES = ["127.0.0.1"]
    notice = published()
    agency_for(client, notice)
    at(notice.closes_at + SECOND)
    arrived = notice.closes_at - SECOND

    client.post(
        address(notice, "answer/"),
        ANSWER,
        headers={"X-Request-Start": f"t={int(arrived.timestamp() * 1000)}"},
    )

    placed = Response.objects.get()
    assert (placed.received_at, placed.recorded_at) == (arrived, notice.closes_at + SECOND)


def test_a_cancelled_notice_takes_no_answer(client):
    notice = published()
    agency_for(client, notice)
    commands.cancel_notice(notice_id=notice.pk, reason="不做了", by=UserFactory(), at=NOON)

    assert refused(send(client, notice), "notice.not_open")


def test_a_mode_that_is_gone_takes_no_answer(client, monkeypatch):
    notice = published()
    agency_for(client, notice)
    monkeypatch.delitem(modes._collected(), "random_draw")

    response = send(client, notice)

    assert response.status_code == 409
    assert "<code>mode.missing</code>" in text(response)
    assert not Response.objects.exists()


def test_a_closed_notice_shows_no_form(client, at):
    notice = published()
    agency_for(client, notice)
    at(notice.closes_at + HOUR)

    page = text(client.get("/en" + address(notice, "answer/")))

    assert "This notice takes no answers any more" in page
    assert "Send the answer" not in page
