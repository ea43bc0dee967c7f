"""Who is qualified: the one question that wizard, desk, arrival and closing all ask."""

import pytest

from agencies.domain.lifecycle import State
from agencies.domain.requirement import Alternative, Requirement
from agencies.models import Agency
from agencies.models.readiness import requirements_of
from marketplace.models import CredentialType
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    ServiceItemFactory,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def needing(credential_type, grade="B"):
    rank = credential_type.grades.get(code=grade).rank
    return Requirement((Alternative(credential_type.code, rank),))


def qualified(items, requirements=(), *, on=TODAY, avoiding=()):
    found = Agency.objects.qualified_for(
        items=items, requirements=requirements, on=on, avoiding=avoiding
    )
    return set(found)


def test_an_agency_that_offers_and_holds_everything_is_qualified():
    survey, item = CredentialTypeFactory(), ServiceItemFactory()
    agency = AgencyFactory(offers=[item], holds=[(survey, "B")])

    assert qualified([item], [needing(survey)]) == {agency}


@pytest.mark.parametrize("state", [state for state in State if state != State.LISTED])
def test_only_a_listed_agency_is_qualified(state):
    item = ServiceItemFactory()
    AgencyFactory(offers=[item], **{state.value: True})

    assert qualified([item]) == set()


def test_every_item_must_be_offered():
    one, other = ServiceItemFactory(), ServiceItemFactory()
    AgencyFactory(offers=[one])
    both = AgencyFactory(offers=[one, other])

    assert qualified([one, other]) == {both}


def test_a_stopped_service_does_not_count():
    service = ListedServiceFactory(is_active=False)

    assert qualified([service.item]) == set()


def test_a_better_grade_counts_and_a_lower_one_does_not():
    survey, item = CredentialTypeFactory(), ServiceItemFactory()
    best = AgencyFactory(offers=[item], holds=[(survey, "A")])
    AgencyFactory(offers=[item], holds=[(survey, "B")])

    assert qualified([item], [needing(survey, "A")]) == {best}


def test_any_one_alternative_is_enough():
    one, other, item = CredentialTypeFactory(), CredentialTypeFactory(), ServiceItemFactory()
    agency = AgencyFactory(offers=[item], holds=[(other, "A")])
    either = Requirement((Alternative(one.code, 2), Alternative(other.code, 2)))

    assert qualified([item], [either]) == {agency}


def test_all_requirements_must_be_met():
    one, other, item = CredentialTypeFactory(), CredentialTypeFactory(), ServiceItemFactory()
    AgencyFactory(offers=[item], holds=[(other, "A")])
    both = AgencyFactory(offers=[item], holds=[(one, "B"), (other, "A")])

    assert qualified([item], [needing(one), needing(other)]) == {both}


def test_an_impossible_requirement_qualifies_nobody():
    item = ServiceItemFactory()
    AgencyFactory(offers=[item])

    assert qualified([item], [Requirement(())]) == set()


def test_an_avoided_agency_is_left_out():
    item = ServiceItemFactory()
    avoided, other = AgencyFactory(offers=[item]), AgencyFactory(offers=[item])

    assert qualified([item], avoiding=[avoided.pk]) == {other}


@pytest.mark.parametrize(
    ("columns", "is_qualified"),
    [
        ({"valid_from": TODAY}, True),
        ({"valid_from": TODAY + DAY}, False),
        ({"valid_to": TODAY}, True),
        ({"valid_to": TODAY - DAY}, False),
        ({"valid_to": None}, True),
        ({"revoked_on": TODAY + DAY}, True),
        ({"revoked_on": TODAY}, False),
        ({"revoked_on": TODAY - DAY}, False),
    ],
)
def test_a_credential_must_be_valid_on_the_day(columns, is_qualified):
    survey, item = CredentialTypeFactory(), ServiceItemFactory()
    agency = AgencyFactory(offers=[item])
    held = CredentialFactory(agency=agency, type=survey, **columns)

    assert bool(qualified([item], [needing(survey)])) is is_qualified
    assert held.is_valid_on(TODAY) is is_qualified


@pytest.mark.parametrize(
    ("abolished_on", "is_qualified"), [(TODAY, False), (TODAY + DAY, True), (None, True)]
)
def test_an_abolished_type_is_worth_nothing_from_that_day(abolished_on, is_qualified):
    survey, item = CredentialTypeFactory(), ServiceItemFactory()
    AgencyFactory(offers=[item], holds=[(survey, "A")])
    CredentialType.objects.filter(pk=survey.pk).update(abolished_on=abolished_on)

    assert bool(qualified([item], [needing(survey)])) is is_qualified


def test_two_certificates_make_one_agency():
    survey, item = CredentialTypeFactory(), ServiceItemFactory()
    agency = AgencyFactory(offers=[item], holds=[(survey, "A"), (survey, "B")])
    found = Agency.objects.qualified_for(items=[item], requirements=[needing(survey)], on=TODAY)

    assert list(found) == [agency]
    assert found.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_question_is_one_query(count, django_assert_num_queries):
    survey, items = CredentialTypeFactory(), ServiceItemFactory.create_batch(2)
    agencies = [AgencyFactory(offers=items, holds=[(survey, "A")]) for _number in range(count)]
    requirements = [needing(survey), needing(survey, "A")]

    with django_assert_num_queries(1):
        found = qualified(items, requirements, avoiding=[0])

    assert found == set(agencies)


def test_the_catalogue_says_what_an_item_needs():
    one, other = CredentialTypeFactory(code="one"), CredentialTypeFactory(code="other")
    pairs = [(one, "A"), (other, "B")]

    either = requirements_of(ServiceItemFactory(requires=pairs, credential_rule="any"))
    both = requirements_of(ServiceItemFactory(requires=pairs, credential_rule="all"))
    none = requirements_of(ServiceItemFactory())

    assert either == (Requirement((Alternative("one", 1), Alternative("other", 2))),)
    assert both == (
        Requirement((Alternative("one", 1),)),
        Requirement((Alternative("other", 2),)),
    )
    assert none == ()
