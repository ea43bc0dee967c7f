"""The commands of an agency with everything right, so that a test says what is wrong."""

import datetime as dt
import re

import pytest

from agencies import commands
from agencies.models import Agency, Credential, ListedService, Practitioner
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.organisations.models import Organisation
from tests.factories import NOON, RegionFactory, UserFactory, credit_code

TODAY = NOON.date()
WHO = {"by": None, "at": NOON}
KINDS = (Agency, Organisation, Credential, Practitioner, ListedService, Event)


def rows() -> list[int]:
    """Return how many of everything there are."""
    return [kind.objects.count() for kind in KINDS]


def refused(code: str):
    """Expect a refusal with exactly this code."""
    return pytest.raises(Refusal, match=f"^{re.escape(code)}$")


def apply(by=None, **changes):
    columns = {
        "credit_code": credit_code(7_000_001),
        "name_zh": "演示测绘有限公司",
        "name_en": "Demo Surveying Ltd",
        "address": "演示路1号",
        "legal_representative": "甲某",
        "contact_name": "乙某",
        "contact_phone": "0990-20001",
        "at": NOON,
    } | changes
    if "region_id" not in columns:
        columns["region_id"] = RegionFactory(code="yunpu").pk
    return commands.apply_to_join(by=by or UserFactory(), **columns)


def enter(agency, credential_type, **changes):
    columns = {
        "grade_id": credential_type.grades.get(code="A").pk,
        "number": "S-1",
        "valid_from": dt.date(2025, 3, 1),
        "valid_to": dt.date(2026, 3, 20),
        "by": None,
        "at": NOON,
    } | changes
    return commands.add_credential(agency_id=agency.pk, **columns)


def employ(agency, **changes):
    columns = {
        "name": "丙某",
        "profession": "注册测绘师",
        "registration_number": "R-1",
        "valid_from": dt.date(2025, 3, 1),
        "by": None,
        "at": NOON,
    } | changes
    return commands.add_practitioner(agency_id=agency.pk, **columns)


def offer(agency, item, **changes):
    columns = {
        "price": Money.of_major(18_000),
        "committed_days": 12,
        "by": None,
        "at": NOON,
    } | changes
    return commands.list_service(agency_id=agency.pk, item_id=item.pk, **columns)
