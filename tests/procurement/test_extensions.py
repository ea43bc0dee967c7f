"""A close moves later, by a row of its own, with everything that hangs on it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from marketplace.draw.models import Appointment
from marketplace.models import Event
from procurement import commands
from procurement.models import DeadlineExtension, Response
from tests.factories import DAY, HOUR, NOON, UserFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, answer, qualified_agency

from .owner_pages import BROKEN_TEXTS, as_member_of
from .refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
CLOSE = NOON + 2 * DAY
LATER = CLOSE + DAY


@pytest.fixture
def notice():
    return NoticeFactory(open=True)


def extension(notice, **changes) -> dict:
    told = {"closes_at": LATER, "reason": "补充了地勘资料。", "by": UserFactory(), "at": NOON}
    return {"notice_id": notice.pk} | told | changes


def test_the_close_moves_and_everybody_reads_why(client, notice):
    commands.extend_notice(**extension(notice))

    notice.refresh_from_db()
    event = Event.objects.get(kind="notice.extended")
    assert notice.closes_at == LATER
    assert event.facts["reason"] == "补充了地勘资料。"
    assert event.facts["closes_at"] != event.facts["closed_until_then_at"]
    assert "补充了地勘资料。" in client.get(notice.get_absolute_url()).text


def test_answers_that_are_in_follow_and_can_be_withdrawn_until_the_new_close(notice):
    agency = qualified_agency(notice)
    answer(notice, agency)
    told = {"notice_id": notice.pk, "agency_id": agency.pk, "by": UserFactory()}

    commands.extend_notice(**extension(notice))
    commands.withdraw_response(**told, at=CLOSE + HOUR)

    response = Response.objects.get()
    assert (response.deadline_at, response.withdrawn_at) == (LATER, CLOSE + HOUR)


def test_a_notice_is_answered_after_its_first_close_and_closed_at_its_second(notice):
    agency = qualified_agency(notice)
    line = notice.lines.get()
    commands.extend_notice(**extension(notice))

    commands.place_response(
        notice_id=notice.pk,
        agency_id=agency.pk,
        promised={line.pk: line.required_days},
        by=UserFactory(),
        at=CLOSE + HOUR,
    )

    refused("notice.too_early", commands.close_notice, notice_id=notice.pk, at=CLOSE)
    commands.close_notice(notice_id=notice.pk, at=LATER)


def test_the_slot_of_the_draw_moves_with_the_close(settings):
    settings.MARKETPLACE_SEED_SOURCE = "opendraw"
    notice = NoticeFactory()
    commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=NOON)
    first = Appointment.objects.standing(notice.stream).slot

    commands.extend_notice(**extension(notice))

    second = Appointment.objects.standing(notice.stream).slot
    told = Event.objects.get(kind="notice.extended").facts["draw"]
    assert first.opens_at < LATER < second.opens_at
    assert told["slot_id"] == second.public_id


def test_a_close_moves_within_the_window_of_the_pinned_rules(notice):
    longest = notice.published_at + notice.rules.window_max_days * DAY

    for closes_at in (CLOSE - HOUR, CLOSE, longest + HOUR):
        refused(
            "extension.window", commands.extend_notice, **extension(notice, closes_at=closes_at)
        )
    commands.extend_notice(**extension(notice, closes_at=longest))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001, *BROKEN_TEXTS])
def test_a_reason_is_needed_in_plain_text(notice, reason):
    refused("extension.no_reason", commands.extend_notice, **extension(notice, reason=reason))
    assert not DeadlineExtension.objects.exists()


def test_there_is_no_grace_for_an_owner(notice, at):
    at(CLOSE)

    refused("notice.not_extendable", commands.extend_notice, **extension(notice))


def test_an_invitation_is_not_extended():
    named = {"invited": "agency-000001", "ground": "small_sum", "reason": "known"}
    notice = NoticeFactory(mode_key="direct_selection", mode_params=named, open=True)

    refused("notice.by_invitation", commands.extend_notice, **extension(notice))


def test_only_a_row_of_its_own_moves_the_close(notice):
    answer(notice)
    for deed in (
        lambda: type(notice).objects.filter(pk=notice.pk).update(closes_at=LATER),
        lambda: Response.objects.update(deadline_at=LATER),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
    row = {"reason": "x", "extended_at": NOON}

    with pytest.raises(IntegrityError, match="is_of_an_open_notice"), transaction.atomic():
        notice.deadline_extensions.create(from_at=CLOSE + HOUR, to_at=LATER, **row)
    with pytest.raises(IntegrityError, match="is_later"), transaction.atomic():
        notice.deadline_extensions.create(from_at=CLOSE, to_at=CLOSE, **row)
    notice.deadline_extensions.create(from_at=CLOSE, to_at=LATER, **row)
    with pytest.raises(IntegrityError, match="notice_is_frozen"), transaction.atomic():
        type(notice).objects.filter(pk=notice.pk).update(closes_at=LATER + HOUR)
    with pytest.raises(IntegrityError, match="is_append_only"), transaction.atomic():
        DeadlineExtension.objects.update(to_at=LATER + HOUR)


def test_an_owner_extends_from_the_notice(notice):
    browser = as_member_of(notice.owner)
    url = reverse("procurement:extend_notice", args=[notice.public_id])

    early = browser.post(url, {"closes_at_0": "2026-03-03", "closes_at_1": "12:00", "reason": "x"})
    done = browser.post(
        url, {"closes_at_0": "2026-03-06", "closes_at_1": "17:00", "reason": "补充资料"}
    )

    assert (early.status_code, done.status_code) == (422, 302)
    assert DeadlineExtension.objects.count() == 1
    assert browser.get(url).status_code == 200


def test_a_notice_that_is_over_offers_no_extension(notice, at):
    at(CLOSE)
    url = reverse("procurement:extend_notice", args=[notice.public_id])

    assert as_member_of(notice.owner).get(url).status_code == 409
    assert as_member_of(OwnerFactory()).get(url).status_code == 404
