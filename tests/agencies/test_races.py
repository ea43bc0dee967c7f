"""Two at the same door: the unique constraints decide, and the slower one hears why."""

import importlib

import pytest

from agencies import commands
from agencies.models import Agency, Credential, Practitioner
from marketplace.models import Event
from marketplace.organisations import parts
from marketplace.organisations.models import Organisation
from tests.concurrency.both_at_once import both_at_once
from tests.factories import (
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    HallFactory,
    OrganisationFactory,
    PractitionerFactory,
    RegionFactory,
    ServiceItemFactory,
    UserFactory,
    credit_code,
)

from .deeds import WHO, apply, employ, enter, refused

AT_ONCE = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def all_at_once(function):
    for mark in AT_ONCE:
        function = mark(function)
    return function


@pytest.fixture
def rival(monkeypatch):
    """Have somebody else do a deed between the checks of a command and what it writes."""

    def between(module, deed):
        checked = module.check

        def check_then_lose(*args, **kwargs):
            checked(*args, **kwargs)
            deed()

        monkeypatch.setattr(module, "check", check_then_lose)

    return between


def command_module(name):
    """Return the module of a command, whose name the package gives to the function."""
    return importlib.import_module(f"agencies.commands.{name}")


# --- The rival comes between the check and the write: forced, on both databases ----------------


@pytest.mark.django_db
def test_a_certificate_entered_meanwhile_is_a_refusal(rival):
    agency, survey = AgencyFactory(), CredentialTypeFactory()
    rival(command_module("add_credential"), lambda: CredentialFactory(type=survey, number="S-1"))

    with refused("credential.repeated"):
        enter(agency, survey)

    assert not agency.credentials.exists()


@pytest.mark.django_db
def test_a_person_entered_meanwhile_is_a_refusal(rival):
    agency = AgencyFactory()
    rival(
        command_module("add_practitioner"), lambda: PractitionerFactory(registration_number="R-1")
    )

    with refused("practitioner.elsewhere"):
        employ(agency)

    assert not agency.practitioners.exists()


@pytest.mark.django_db
def test_a_credit_code_registered_meanwhile_is_a_refusal(rival):
    rival(parts, lambda: OrganisationFactory(credit_code=credit_code(7_000_001)))

    with refused("organisation.registered"):
        apply()

    assert not Agency.objects.exists()


# --- Real threads on PostgreSQL ---------------------------------------------------------------


@all_at_once
def test_six_enter_one_certificate_and_one_has_it():
    survey, agencies = CredentialTypeFactory(), AgencyFactory.create_batch(6)

    answers = both_at_once(*[lambda agency=agency: enter(agency, survey) for agency in agencies])

    assert answers.count("credential.repeated") == 5
    assert Credential.objects.count() == 1
    assert Event.objects.filter(kind="credential.added").count() == 1


@all_at_once
def test_six_enter_one_person_who_works_for_one():
    agencies = AgencyFactory.create_batch(6)

    answers = both_at_once(*[lambda agency=agency: employ(agency) for agency in agencies])

    assert answers.count("practitioner.elsewhere") == 5
    assert Practitioner.objects.count() == 1


@all_at_once
def test_six_register_one_credit_code_and_one_has_it():
    region, people = RegionFactory(), UserFactory.create_batch(6)

    answers = both_at_once(
        *[lambda person=person: apply(person, region_id=region.pk) for person in people]
    )

    assert answers.count("organisation.registered") == 5
    assert Organisation.objects.count() == Agency.objects.count() == 1


@all_at_once
def test_agencies_that_register_at_once_get_ids_without_a_gap():
    region, people = RegionFactory(), UserFactory.create_batch(6)

    both_at_once(
        *[
            lambda person=person, number=number: apply(
                person, region_id=region.pk, credit_code=credit_code(8_000_000 + number)
            )
            for number, person in enumerate(people)
        ]
    )

    ids = Agency.objects.order_by("public_id").values_list("public_id", flat=True)
    assert list(ids) == [f"agency-{number:06}" for number in range(1, 7)]


@all_at_once
def test_one_person_registers_one_agency_however_many_forms_they_send():
    region, person = RegionFactory(), UserFactory()

    answers = both_at_once(
        *[
            lambda number=number: apply(
                person, region_id=region.pk, credit_code=credit_code(8_000_000 + number)
            )
            for number in range(6)
        ]
    )

    assert answers.count("agency.already") == 5
    assert Agency.objects.count() == 1


@all_at_once
def test_an_application_is_decided_once_however_many_press_the_button():
    HallFactory()
    agency = AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()])
    approve = {"agency_id": agency.pk, "by": None, "at": NOON}

    answers = both_at_once(
        *[lambda: commands.approve_application(**approve) for _each in range(3)],
        *[
            lambda: commands.return_application(**approve, reason="地址不完整。")
            for _each in range(3)
        ],
    )

    assert answers.count("agency.wrong_state") == 5
    assert Event.objects.of(agency.stream).count() == 1


@all_at_once
def test_events_of_one_agency_are_numbered_without_a_gap():
    agency, types = AgencyFactory(), CredentialTypeFactory.create_batch(6)

    both_at_once(*[lambda each=each: enter(agency, each, **WHO) for each in types])

    numbers = Event.objects.of(agency.stream).values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


@all_at_once
def test_an_application_is_claimed_by_one_however_many_reach_for_it():
    agency, vetters = AgencyFactory(in_vetting=True), UserFactory.create_batch(6, vetting=True)

    answers = both_at_once(
        *[
            lambda person=person: commands.claim_application(
                agency_id=agency.pk, by=person, at=NOON
            )
            for person in vetters
        ]
    )

    assert answers.count("vetting.claimed") == 5
    assert Event.objects.of(agency.stream).count() == 1


@all_at_once
def test_an_agency_is_suspended_once_however_many_press_the_button():
    agency = AgencyFactory()
    suspend = {"agency_id": agency.pk, "by": None, "at": NOON, "reason": "两份报告超期。"}

    answers = both_at_once(*[lambda: commands.suspend_agency(**suspend) for _each in range(6)])

    assert answers.count("agency.wrong_state") == 5
    assert Event.objects.of(agency.stream).count() == 1
