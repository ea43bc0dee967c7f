"""What the clock owes the agencies: publicity that ends, certificates that lapse."""

import datetime as dt

import pytest

from agencies.commands import record_lapse
from agencies.duties import list_publicised_agencies, record_lapses, settle_overdue_vettings
from agencies.models import Agency, Credential
from marketplace.duties import run_duties
from marketplace.models import Event
from tests.factories import DAY, NOON, AgencyFactory, CredentialFactory, CredentialTypeFactory

pytestmark = pytest.mark.django_db
LAST_DAY = dt.date(2026, 3, 9)
EVENING = dt.datetime(2026, 3, 9, 15, 59, 59, tzinfo=dt.UTC)  # 23:59:59 in Shanghai
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(("at", "state"), [(EVENING, "publicity"), (EVENING + SECOND, "listed")])
def test_publicity_lasts_to_local_midnight_of_its_last_day(at, state):
    agency = AgencyFactory(publicity=True, publicity_ends_on=LAST_DAY)

    list_publicised_agencies(at)

    agency.refresh_from_db()
    assert agency.state == state


def test_listing_after_publicity_is_told_once():
    agency = AgencyFactory(publicity=True, publicity_ends_on=LAST_DAY)

    list_publicised_agencies(EVENING + SECOND)
    list_publicised_agencies(EVENING + 2 * SECOND)

    event = Event.objects.get()
    assert (event.kind, event.private.facts) == ("agency.listed", {"by": None})
    assert Agency.objects.get(pk=agency.pk).listed_at == EVENING + SECOND


@pytest.mark.parametrize(("at", "told"), [(EVENING, 0), (EVENING + SECOND, 1)])
def test_a_certificate_lapses_at_local_midnight_after_its_last_day(at, told):
    held = CredentialFactory(valid_to=LAST_DAY)

    record_lapses(at)

    held.refresh_from_db()
    assert Event.objects.filter(kind="credential.lapsed").count() == told
    assert held.lapsed_on == (LAST_DAY + DAY if told else None)


def test_a_lapse_is_told_once_with_the_first_day_without():
    held = CredentialFactory(valid_to=LAST_DAY, number="S-5")

    record_lapses(NOON + 30 * DAY)
    record_lapses(NOON + 31 * DAY)

    event = Event.objects.get()
    assert event.stream == held.agency.stream
    assert event.facts["lapsed_on"] == "2026-03-10"
    assert event.facts["number"] == "S-5"


def test_every_certificate_of_an_abolished_type_lapses_on_that_day():
    old = CredentialTypeFactory(abolished_on=dt.date(2026, 3, 1))
    held = CredentialFactory(type=old, valid_to=None)
    CredentialFactory(valid_to=None)

    record_lapses(NOON)

    lapsed = Credential.objects.exclude(lapsed_on=None).get()
    assert (lapsed, lapsed.lapsed_on) == (held, dt.date(2026, 3, 1))


def test_a_revoked_certificate_does_not_lapse_a_second_time():
    day = NOON.date()
    CredentialFactory(valid_to=day, revoked_on=day, lapsed_on=day)

    record_lapses(NOON + DAY)

    assert not Event.objects.exists()


def test_what_has_not_lapsed_is_not_recorded():
    held = CredentialFactory()

    with pytest.raises(Credential.DoesNotExist):
        record_lapse(agency_id=held.agency_id, credential_id=held.pk, at=NOON)

    assert not Event.objects.exists()


def test_the_clock_runs_both_duties():
    AgencyFactory(publicity=True, publicity_ends_on=LAST_DAY)
    CredentialFactory(valid_to=LAST_DAY)

    run_duties(EVENING + SECOND)

    kinds = Event.objects.filter(stream__startswith="agency:").values_list("kind", flat=True)
    assert sorted(kinds) == ["agency.listed", "credential.lapsed"]


def test_an_idle_clock_asks_three_questions(django_assert_num_queries):
    CredentialFactory.create_batch(3)

    with django_assert_num_queries(3):
        settle_overdue_vettings(NOON)
        list_publicised_agencies(NOON)
        record_lapses(NOON)
