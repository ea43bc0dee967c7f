"""Every refusal of an application to join, and that it leaves nothing behind."""

import pytest

from tests.factories import (
    AgencyFactory,
    OrganisationFactory,
    UserFactory,
    credit_code,
)

from .deeds import apply, refused, rows

pytestmark = pytest.mark.django_db


# --- To join ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("credit_code.wrong", {"credit_code": credit_code(7_000_001)[:17] + "0"}),
        ("credit_code.wrong", {"credit_code": "9199"}),
        ("credit_code.wrong", {"credit_code": ""}),
        ("record.invalid", {"name_zh": ""}),
        ("record.invalid", {"name_zh": "字" * 121}),
        ("record.invalid", {"name_zh": "演示\u202e公司"}),
        ("record.invalid", {"kind": "guild"}),
        ("record.invalid", {"address": "a\x00b"}),
        ("record.invalid", {"contact_email": "nobody"}),
        ("record.invalid", {"introduction_zh": "长" * 2001}),
    ],
)
def test_a_refused_application_leaves_nothing_behind(code, changes):
    before = rows()

    with refused(code):
        apply(**changes)

    assert rows() == before


def test_a_credit_code_registers_once():
    OrganisationFactory(credit_code=credit_code(7_000_001))
    before = rows()

    with refused("organisation.registered"):
        apply(credit_code=credit_code(7_000_001).lower())

    assert rows() == before


def test_full_width_characters_of_a_credit_code_are_read():
    wide = "".join(chr(ord(char) + 0xFEE0) for char in credit_code(7_000_001))

    agency = apply(credit_code=wide)

    assert agency.organisation.credit_code == credit_code(7_000_001)


def test_a_person_acts_for_one_agency():
    person = UserFactory()
    AgencyFactory(member=person)
    before = rows()

    with refused("agency.already"):
        apply(person)

    assert rows() == before


@pytest.mark.parametrize("state", ["withdrawn", "removed"])
def test_who_acted_for_an_agency_that_is_gone_may_register_another(state):
    person = UserFactory()
    AgencyFactory(member=person, **{state: True})

    assert apply(person).state == "draft"
