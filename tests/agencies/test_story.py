"""An agency's life from the first form to the last, told by its commands and its log."""

import datetime as dt

import pytest

from agencies import commands
from agencies.duties import list_publicised_agencies, record_lapses
from agencies.models import Agency
from marketplace.kernel.money import Money
from marketplace.models import Event
from tests.factories import (
    DAY,
    NOON,
    CredentialTypeFactory,
    HallFactory,
    RegionFactory,
    ServiceItemFactory,
    UserFactory,
    credit_code,
)

pytestmark = pytest.mark.django_db


def told(agency):
    return list(Event.objects.of(agency.stream).values_list("kind", flat=True))


def applied(by, **changes):
    columns = {
        "credit_code": credit_code(7_000_001),
        "name_zh": "演示测绘有限公司",
        "name_en": "Demo Surveying Ltd",
        "region_id": RegionFactory(code="yunpu").pk,
        "address": "演示路1号",
        "legal_representative": "甲某",
        "contact_name": "乙某",
        "contact_phone": "0990-20001",
    }
    return commands.apply_to_join(**{**columns, **changes}, by=by, at=NOON)


def test_an_agency_comes_in_works_and_leaves(at):
    HallFactory(rules__publicity_days=5)
    person, vetter = UserFactory(), UserFactory(vetting=True)
    survey = CredentialTypeFactory(code="survey")
    item = ServiceItemFactory(code="SUR-01", requires=[(survey, "B")])
    who = {"by": person, "at": NOON}

    agency = applied(person)
    on = {"agency_id": agency.pk, **who}
    commands.add_credential(
        **on,
        grade_id=survey.grades.get(code="A").pk,
        number="S-1",
        valid_from=dt.date(2025, 3, 1),
        valid_to=dt.date(2026, 3, 20),
    )
    commands.add_practitioner(
        **on,
        name="丙某",
        profession="注册测绘师",
        registration_number="R-1",
        valid_from=dt.date(2025, 3, 1),
    )
    commands.list_service(**on, item_id=item.pk, price=Money.of_major(18_000), committed_days=12)
    commands.submit_application(**on)
    commands.approve_application(agency_id=agency.pk, by=vetter, at=NOON)
    list_publicised_agencies(NOON + 7 * DAY)
    before = Agency.objects.get(pk=agency.pk).state
    list_publicised_agencies(NOON + 8 * DAY)
    commands.change_service(**on, item_id=item.pk, discount_bp=1500, committed_days=10)
    record_lapses(NOON + 18 * DAY)
    record_lapses(NOON + 19 * DAY)
    record_lapses(NOON + 20 * DAY)
    commands.suspend_agency(agency_id=agency.pk, reason="资质过期。", by=vetter, at=NOON)
    commands.reinstate_agency(agency_id=agency.pk, by=vetter, at=NOON)
    commands.stop_service(**on, item_id=item.pk)
    commands.withdraw_agency(**on)

    agency.refresh_from_db()
    assert agency.public_id == "agency-000001"
    assert before == "publicity"
    assert agency.publicity_ends_on == dt.date(2026, 3, 9)
    assert agency.state == "withdrawn"
    assert told(agency) == [
        "agency.applied",
        "credential.added",
        "practitioner.added",
        "service.listed",
        "agency.submitted",
        "agency.publicised",
        "agency.listed",
        "service.changed",
        "credential.lapsed",
        "agency.suspended",
        "agency.reinstated",
        "service.stopped",
        "agency.withdrawn",
    ]
