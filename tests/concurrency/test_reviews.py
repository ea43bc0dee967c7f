"""Reviewers and the clock at the same moment: one decides, the others are told."""

import datetime as dt

import pytest

from agencies.commands import approve_application, settle_vetting, submit_application
from agencies.models import Agency
from marketplace.models import Event
from procurement import commands
from procurement.models import Notice
from tests.concurrency.both_at_once import both_at_once
from tests.factories import (
    NOON,
    CredentialTypeFactory,
    HallFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.agencies import AgencyFactory
from tests.procurement.reviews import handed_in

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
OVERDUE = NOON + dt.timedelta(days=3)


def told(thing):
    return [event.kind for event in Event.objects.of(thing.stream)]


def test_of_two_reviewers_one_decides(at):
    notice = handed_in()
    one, other = UserFactory(review=True), UserFactory(review=True)

    results = both_at_once(
        lambda: commands.publish_notice(notice_id=notice.pk, by=one, at=NOON).state,
        lambda: (
            commands.return_notice(notice_id=notice.pk, reason="请补充", by=other, at=NOON).state
        ),
    )

    decided = Notice.objects.get(pk=notice.pk).state
    assert decided in {"open", "returned"}
    assert decided in results
    assert len({"notice.wrong_state", "notice.needs_review"} & set(results)) == 1
    assert len({"notice.published", "notice.returned"} & set(told(notice))) == 1


def test_the_clock_and_a_reviewer_publish_once(at):
    notice = handed_in(overdue="pass")
    reviewer = UserFactory(review=True)

    results = both_at_once(
        lambda: commands.settle_review(notice_id=notice.pk, at=OVERDUE).state,
        lambda: commands.publish_notice(notice_id=notice.pk, by=reviewer, at=OVERDUE).state,
    )

    assert results.count("open") == 1
    assert set(results) - {"open"} <= {"review.not_overdue", "notice.wrong_state"}
    assert told(notice).count("notice.published") == 1


def test_the_clock_and_the_hall_let_an_agency_in_once(at):
    HallFactory(rules__overdue_vetting="pass")
    held = CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(held, "B")])
    agency = AgencyFactory(draft=True, offers=[item], holds=[(held, "A")])
    submit_application(agency_id=agency.pk, by=None, at=NOON)

    results = both_at_once(
        lambda: settle_vetting(agency_id=agency.pk, at=OVERDUE).state,
        lambda: (
            approve_application(agency_id=agency.pk, by=UserFactory(vetting=True), at=OVERDUE).state
        ),
    )

    assert results.count("listed") == 1
    assert set(results) - {"listed"} <= {"vetting.not_overdue", "agency.wrong_state"}
    assert told(agency).count("agency.listed") == 1
    assert Agency.objects.get(pk=agency.pk).state == "listed"
