"""An agency's life from the first form to the last, told by its commands and its log."""

from types import SimpleNamespace

import pytest

from agencies import commands
from agencies.duties import list_publicised_agencies, record_lapses
from marketplace.models import Event
from tests.factories import (
    DAY,
    NOON,
    CredentialTypeFactory,
    HallFactory,
    ServiceItemFactory,
    UserFactory,
)

from .deeds import apply, employ, enter, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A hall with publicity, a credential type, an item that needs it, and two people."""
    HallFactory(rules__publicity_days=5)
    survey = CredentialTypeFactory(code="survey")
    return SimpleNamespace(
        survey=survey,
        item=ServiceItemFactory(code="SUR-01", requires=[(survey, "B")]),
        person=UserFactory(),
        vetter=UserFactory(vetting=True),
    )


def comes_in(world):
    """Return a new agency that has submitted a complete application."""
    agency = apply(world.person)
    who = {"by": world.person, "at": NOON}
    enter(agency, world.survey, **who)
    employ(agency, **who)
    offer(agency, world.item, **who)
    commands.submit_application(agency_id=agency.pk, **who)
    return agency


def test_an_agency_comes_in_works_and_leaves(world):
    agency = comes_in(world)
    by_agency = {"agency_id": agency.pk, "by": world.person, "at": NOON}
    by_hall = {"agency_id": agency.pk, "by": world.vetter, "at": NOON}

    commands.approve_application(**by_hall)
    list_publicised_agencies(NOON + 8 * DAY)
    commands.change_service(**by_agency, item_id=world.item.pk, discount_bp=1, committed_days=9)
    record_lapses(NOON + 19 * DAY)
    commands.suspend_agency(**by_hall, reason="资质过期。")
    commands.reinstate_agency(**by_hall)
    commands.stop_service(**by_agency, item_id=world.item.pk)
    commands.withdraw_agency(**by_agency)

    assert list(Event.objects.of(agency.stream).values_list("kind", flat=True)) == [
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


def test_the_log_alone_tells_every_state(world):
    agency = comes_in(world)
    commands.approve_application(agency_id=agency.pk, by=world.vetter, at=NOON)

    for event in Event.objects.of(agency.stream):
        assert event.facts["agency"] == agency.public_id
    agency.refresh_from_db()
    assert event.facts["state"] == agency.state == "publicity"
