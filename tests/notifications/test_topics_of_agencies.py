"""Who hears of an agency: its people, those who vet, and the regulators."""

import datetime as dt

import pytest

from agencies import commands
from agencies.models import Credential
from marketplace import clock
from marketplace.transaction import command
from tests.agencies.deeds import enter
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    UserFactory,
)
from tests.notifications.deeds import pass_on
from tests.notifications.hearing import member, told, words

pytestmark = [pytest.mark.django_db]
ENDS = dt.date(2026, 6, 1)


def nine(days_before: int) -> dt.datetime:
    """Return nine o'clock in Shanghai, so many days before the last day of the credential."""
    day = ENDS - dt.timedelta(days=days_before)
    return dt.datetime(day.year, day.month, day.day, 1, tzinfo=dt.UTC)


def certified():
    agency = AgencyFactory()
    kind = CredentialTypeFactory()
    enter(agency, kind, valid_to=ENDS)
    return agency, member(agency.organisation)


def test_a_decision_reaches_the_agency_and_not_who_decided(at):
    agency, vetter = AgencyFactory(in_vetting=True), UserFactory(vetting=True)
    user = member(agency.organisation)
    commands.return_application(agency_id=agency.pk, reason="地址不全。", by=vetter, at=NOON)

    pass_on()

    assert told(user) == ["agencies.application agency.returned"]
    assert told(vetter) == []
    assert words(user)[0].text == "地址不全。"


def test_a_sanction_reaches_the_agency_whatever_it_has_switched_off(at):
    agency = AgencyFactory()
    user = member(agency.organisation)
    by = UserFactory(sanctions=True)
    commands.suspend_agency(agency_id=agency.pk, reason="两次迟交。", by=by, at=NOON)
    commands.reinstate_agency(agency_id=agency.pk, reason="已改正。", by=by, at=NOON + HOUR)
    at(NOON + HOUR)

    pass_on()

    assert told(user) == [
        "agencies.sanctions agency.suspended",
        "agencies.sanctions agency.reinstated",
    ]
    words(user)


def test_a_revoked_credential_is_told(at):
    agency = AgencyFactory()
    user = member(agency.organisation)
    held = CredentialFactory(agency=agency)
    commands.revoke_credential(
        agency_id=agency.pk, credential_id=held.pk, reason="伪造。", by=UserFactory(), at=NOON
    )

    pass_on()

    assert told(user) == ["agencies.sanctions credential.revoked"]
    assert held.number in words(user)[0].title


def test_a_credential_warns_two_months_one_month_and_a_week_before_and_when_it_has_lapsed(at):
    agency, user = certified()
    heard = []
    for moment in (NOON, *map(nine, (60, 59, 30, 7, 1)), nine(-1)):
        at(moment)
        if moment == nine(-1):
            held = Credential.objects.get()
            commands.record_lapse(agency_id=agency.pk, credential_id=held.pk, at=moment)
        pass_on()
        heard.append(len(told(user)))

    assert heard == [0, 1, 1, 2, 3, 3, 4]
    said = words(user)
    assert [each.title.split(":")[0] for each in said] == [
        *["A credential ends on 1 Jun 2026"] * 3,
        "A credential has lapsed",
    ]


def test_a_credential_that_was_replaced_or_withdrawn_warns_no_more(at):
    agency, user = certified()
    pass_on()
    held = Credential.objects.get()
    commands.withdraw_credential(agency_id=agency.pk, credential_id=held.pk, by=user, at=NOON)
    at(nine(7))

    pass_on()

    assert told(user) == []


def test_a_clock_that_stood_still_warns_once_and_not_three_times(at):
    _agency, user = certified()
    pass_on()
    at(nine(7) + DAY)

    pass_on()

    assert told(user) == ["agencies.credentials credential.added"]


def test_an_overdue_application_reaches_the_regulator(at):
    regulator = UserFactory(regulator=True)
    agency = AgencyFactory(in_vetting=True, vetting_by=NOON)
    with command():
        agency.tell("vetting.escalated", at=clock.now(), vetting_by=agency.vetting_by)

    pass_on()

    assert told(regulator) == ["agencies.overdue vetting.escalated"]
    words(regulator)


def test_an_application_reaches_those_who_vet(at):
    vetter, other = UserFactory(vetting=True), UserFactory(review=True)
    agency = AgencyFactory(in_vetting=True, vetting_by=NOON + DAY)
    with command():
        agency.tell("agency.submitted", at=clock.now(), vetting_by=agency.vetting_by)

    pass_on()

    assert told(vetter) == ["agencies.vetting agency.submitted"]
    assert told(other) == []
    words(vetter)
