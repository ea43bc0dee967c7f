import pytest

from marketplace import clock, permissions
from marketplace.kernel.credit_code import is_credit_code
from tests.factories import (
    DAY,
    NOON,
    CredentialTypeFactory,
    HallFactory,
    MembershipFactory,
    ServiceItemFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_the_held_clock_moves_only_when_it_is_moved(at):
    before = clock.now()

    at(NOON + DAY)

    assert (before, clock.now()) == (NOON, NOON + DAY)


def test_a_duty_is_a_trait():
    vetter = UserFactory(vetting=True)

    assert permissions.duties_of(vetter) == {permissions.VETTING}
    assert not permissions.is_operator(UserFactory())


def test_there_is_one_hall_with_as_many_versions_of_rules_as_asked_for():
    hall = HallFactory()

    again = HallFactory(rules__reviews_notices=True)

    assert again == hall
    assert [rules.version for rules in hall.rule_versions.order_by("version")] == [1, 2]
    assert hall.rules.reviews_notices


def test_an_item_requires_credentials_at_a_grade():
    survey = CredentialTypeFactory()

    item = ServiceItemFactory(requires=[(survey, "B")])

    required = item.required_credentials.get()
    assert (required.type, required.min_grade.code, required.min_grade.rank) == (survey, "B", 2)


def test_an_invented_organisation_has_a_valid_credit_code():
    assert is_credit_code(MembershipFactory().organisation.credit_code)
