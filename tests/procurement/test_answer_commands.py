"""Answers: who may send one, when, and what is told to the others."""

import datetime as dt

import pytest

from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from procurement import commands
from procurement.models import Notice, Response
from tests.factories import (
    DAY,
    NOON,
    CredentialTypeFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.procurement import (
    NoticeFactory,
    qualified_agency,
)
from tests.procurement.refused import refused

pytestmark = pytest.mark.django_db
CLOSE = NOON + 2 * DAY


@pytest.fixture
def user(at):
    return UserFactory()


def place(notice, agency, user, **changes):
    return commands.place_response(
        **{
            "notice_id": notice.pk,
            "agency_id": agency.pk,
            "promised": {line.pk: line.required_days for line in notice.lines.all()},
            "by": user,
            "at": NOON,
        }
        | changes
    )


def test_an_answer_is_private_until_the_close(user):
    notice = NoticeFactory(open=True, mode_key="online_bidding")
    agency = qualified_agency(notice)

    response = place(notice, agency, user, price=Money(1_234_567))

    event = Event.objects.of(notice.stream).get(kind="response.placed")
    assert event.facts == {}
    assert event.private.facts["price_fen"] == 1_234_567
    assert response.promises.get().promised_days == 20


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (r"response\.late", {"at": CLOSE}),
        (r"notice\.not_open", {"at": NOON - 2 * DAY}),
        (r"bid\.no_price", {}),
        (r"bid\.above_ceiling", {"price": Money(2_000_001)}),
        (r"response\.currency", {"price": Money(1, "JPY")}),
        (r"promise\.days", {"price": Money(5), "promised": {}}),
    ],
)
def test_a_refused_answer_leaves_nothing_behind(user, code, changes):
    notice = NoticeFactory(open=True, mode_key="online_bidding")
    agency = qualified_agency(notice)

    refused(code, place, notice=notice, agency=agency, user=user, **changes)

    assert not Response.objects.exists()


def test_a_millisecond_before_the_close_is_in_time(user):
    notice = NoticeFactory(open=True)

    place(notice, qualified_agency(notice), user, at=CLOSE - dt.timedelta(milliseconds=1))

    assert notice.responses.standing().count() == 1


def test_a_promise_beyond_the_required_days_is_refused(user):
    notice = NoticeFactory(open=True)
    agency, line = qualified_agency(notice), notice.lines.get()

    for days in (0, 21):
        promised = {line.pk: days}
        refused(r"promise\.days", place, notice=notice, agency=agency, user=user, promised=promised)


def test_an_agency_answers_once_and_may_answer_again_after_withdrawing(user):
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    place(notice, agency, user)
    refused(r"response\.repeated", place, notice=notice, agency=agency, user=user)

    commands.withdraw_response(notice_id=notice.pk, agency_id=agency.pk, by=user, at=NOON)
    place(notice, agency, user)

    assert notice.responses.count() == 2
    assert notice.responses.standing().count() == 1


def test_after_the_close_an_answer_stands(user):
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    arguments = {"notice_id": notice.pk, "agency_id": agency.pk, "by": user}
    refused(r"response\.none", commands.withdraw_response, at=NOON, **arguments)
    place(notice, agency, user)

    refused(r"response\.late_withdrawal", commands.withdraw_response, at=CLOSE, **arguments)


@pytest.mark.parametrize(
    ("code", "unfit"),
    [
        (r"agency\.not_listed", lambda notice: qualified_agency(notice, suspended=True)),
        (r"service\.not_listed", lambda notice: qualified_agency(notice, offers=[])),
        (r"credential\.missing", lambda notice: qualified_agency(notice, holds=[])),
    ],
)
def test_an_agency_that_does_not_qualify_is_told_what_is_missing(user, code, unfit):
    item = ServiceItemFactory(requires=[(CredentialTypeFactory(), "B")])
    notice = NoticeFactory(open=True, items=[item])

    refused(code, place, notice=notice, agency=unfit(notice), user=user)


def test_an_avoided_agency_reads_the_reason(user):
    notice = NoticeFactory()
    agency = qualified_agency(notice)
    notice.avoidances.create(agency=agency, reason="编制了可研报告")
    notice = Notice.objects.get(pk=notice.pk)
    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    with pytest.raises(Refusal, match=r"^agency\.avoided$") as caught:
        place(notice, agency, user)

    assert "编制了可研报告" in caught.value.message
