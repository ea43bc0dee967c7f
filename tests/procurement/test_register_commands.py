"""Owners and projects: each refusal leaves nothing behind."""

import pytest

from marketplace.kernel.money import Money
from marketplace.models import Event
from marketplace.organisations.models import Organisation
from procurement import commands
from procurement.models import Owner, Project
from tests.factories import (
    DAY,
    NOON,
    HallFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
    credit_code,
)
from tests.factories.procurement import (
    OwnerFactory,
)
from tests.procurement.refused import events, refused

pytestmark = pytest.mark.django_db
CLOSE = NOON + 2 * DAY


@pytest.fixture
def user(at):
    return UserFactory()


def owner_arguments(user, **changes):
    organisation = Organisation(credit_code=credit_code(7_000_001), name_zh="演示市某某中心")
    return {
        "organisation": organisation,
        "contact_name": "王工",
        "contact_phone": "0000-33120",
        "user": user,
        "at": NOON,
    } | changes


def test_an_owner_is_registered_with_its_administrator(user):
    HallFactory()

    owner = commands.register_owner(**owner_arguments(user))

    assert owner.public_id == "owner-000001"
    assert list(owner.organisation.members.all()) == [user]
    assert events() == ["owner.registered"]
    assert "contact_name" not in Event.objects.get().facts


@pytest.mark.parametrize("code", ["91990100MA00000010", "short", "", "91990100MA0000001\u0661"])
def test_a_wrong_check_digit_is_refused(user, code):
    HallFactory()
    organisation = Organisation(credit_code=code, name_zh="某某")

    refused(
        "record.invalid",
        commands.register_owner,
        **owner_arguments(user, organisation=organisation),
    )

    assert not Organisation.objects.exists()
    assert not Owner.objects.exists()


def test_a_credit_code_registers_once(user):
    HallFactory()
    OrganisationFactory(credit_code=credit_code(7_000_001))

    refused("record.invalid", commands.register_owner, **owner_arguments(user))


def test_a_site_without_a_hall_says_who_opens_one(user):
    refused("hall.missing", commands.register_owner, **owner_arguments(user))


def project_arguments(user, **changes):
    return {
        "owner_id": OwnerFactory().pk,
        "code": "2603-990100-04-01-000418",
        "name_zh": "澜岸路改造工程",
        "region_id": RegionFactory().pk,
        "investment": Money(12_000_000_000),
        "funds": {"fiscal": 6_000, "loan": 4_000},
        "by": user,
        "at": NOON,
    } | changes


def test_a_project_is_registered_with_the_shares_of_its_funds(user):
    project = commands.register_project(**project_arguments(user))

    assert project.public_id == "P2026-000001"
    assert project.fiscal_share_bp == 6_000
    assert Event.objects.get().facts["funds"] == [
        {"kind": "fiscal", "share_bp": 6_000},
        {"kind": "loan", "share_bp": 4_000},
    ]


@pytest.mark.parametrize(
    "funds", [{}, {"fiscal": 9_999}, {"fiscal": 10_001}, {"fiscal": 11_000, "loan": -1_000}]
)
def test_funds_that_are_not_the_whole_are_refused(user, funds):
    refused("funds.not_whole", commands.register_project, **project_arguments(user, funds=funds))
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "418"},
        {"code": "2603-990100-04-01-00041٨"},
        {"name_zh": "a\u202eb"},
        {"name_zh": "a\x07b"},
        {"investment": Money(0)},
        {"funds": {"gift": 10_000}},
    ],
)
def test_a_project_with_a_wrong_fact_is_refused(user, changes):
    refused("record.invalid", commands.register_project, **project_arguments(user, **changes))
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    "name", ["🏗️ 工程", "مشروع الطريق", "'; DROP TABLE x; --", "<script>1</script>"]
)
def test_honest_text_is_stored_as_text(user, name):
    project = commands.register_project(**project_arguments(user, name_zh=name))

    assert Project.objects.get(pk=project.pk).name_zh == name
