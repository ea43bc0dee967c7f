"""What the database refuses by itself, asked past the commands."""

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency, Credential, ListedService, Practitioner
from agencies.triggers import TRIGGERS
from marketplace.models import ServiceItem
from tests.factories import (
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    OrganisationFactory,
    PractitionerFactory,
    ServiceItemFactory,
)

pytestmark = pytest.mark.django_db


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def refused(rule):
    """Expect the database's refusal by a rule of this name; what was done before stays."""
    return _Refused(rule)


class _Refused:
    def __init__(self, rule):
        self.rule = rule

    def __enter__(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def __exit__(self, kind, error, traceback):
        self.savepoint.__exit__(kind, error, traceback)
        assert kind is not None, f"the database took what {self.rule} forbids"
        assert issubclass(kind, IntegrityError), error
        assert self.rule in str(error)
        return True


def test_every_trigger_is_there_after_migrate():
    is_postgresql = connection.vendor == "postgresql"
    source = "sqlite_master WHERE type = 'trigger'"
    if is_postgresql:
        source = "pg_trigger WHERE NOT tgisinternal"
    name = "tgname" if is_postgresql else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {source}")  # noqa: S608
        there = {row[0] for row in cursor.fetchall()}

    wanted = [each for each in TRIGGERS if each.verb != "TRUNCATE" or is_postgresql]
    assert {trigger.name for trigger in wanted} <= there


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("promises_within_standard", "committed_days = 21"),
        ("is_offered_within_cap", "price_minor = 2000001"),
        ("promises_a_day", "committed_days = 0"),
        ("names_a_price_or_a_discount", "price_minor = NULL"),
        ("names_a_price_or_a_discount", "discount_bp = 100"),
        ("discount_is_below_the_whole", "price_minor = NULL, discount_bp = 10000"),
    ],
)
def test_a_forged_offer_is_refused(rule, change):
    service = ListedServiceFactory()

    with refused(rule):
        run(f"UPDATE agencies_listedservice SET {change} WHERE id = %s", service.pk)  # noqa: S608

    service.refresh_from_db()
    assert (service.price_minor, service.committed_days) == (1_500_000, 10)


INSERT = """INSERT INTO agencies_listedservice
    (agency_id, item_id, price_minor, currency, committed_days, is_active)
    VALUES (%s, %s, %s, 'CNY', %s, %s)"""


@pytest.mark.parametrize(
    ("rule", "price", "days"),
    [("promises_within_standard", 1, 21), ("is_offered_within_cap", 2_000_001, 1)],
)
def test_a_new_offer_beyond_the_catalogue_is_refused(rule, price, days):
    agency, item = AgencyFactory(), ServiceItemFactory()

    with refused(rule):
        run(INSERT, agency.pk, item.pk, price, days, True)

    assert not ListedService.objects.exists()


def test_an_offer_at_the_limits_is_taken():
    agency, item = AgencyFactory(), ServiceItemFactory()

    run(INSERT, agency.pk, item.pk, 2_000_000, 20, True)

    assert ListedService.objects.get().committed_days == 20


def test_an_offer_can_be_stopped_after_the_standard_was_shortened():
    service = ListedServiceFactory(committed_days=20)
    ServiceItem.objects.filter(pk=service.item_id).update(standard_days=5)

    run("UPDATE agencies_listedservice SET is_active = %s WHERE id = %s", False, service.pk)

    with refused("promises_within_standard"):
        run("UPDATE agencies_listedservice SET is_active = %s WHERE id = %s", True, service.pk)


def test_a_grade_of_another_type_is_refused():
    held = CredentialFactory()
    other = CredentialTypeFactory().grades.get(code="A")

    with refused("grade_is_of_its_type"):
        run("UPDATE agencies_credential SET grade_id = %s WHERE id = %s", other.pk, held.pk)

    held.refresh_from_db()
    assert held.grade.type == held.type


@pytest.mark.parametrize("column", ["public_id", "organisation_id"])
def test_an_agency_keeps_its_id_and_its_organisation(column):
    agency = AgencyFactory()
    other = OrganisationFactory()
    value = "agency-999999" if column == "public_id" else other.pk

    with refused("keeps_its_id"):
        run(f"UPDATE agencies_agency SET {column} = %s WHERE id = %s", value, agency.pk)  # noqa: S608


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("state_is_known", "state = 'famous'"),
        ("is_submitted_before_it_is_vetted", "state = 'in_vetting', submitted_at = NULL"),
        ("is_listed_at_a_time", "listed_at = NULL"),
        ("publicity_has_an_end", "state = 'publicity'"),
        ("hears_a_reason", "state = 'suspended'"),
        ("hears_a_reason", "state = 'removed'"),
        ("hears_a_reason", "state = 'returned'"),
    ],
)
def test_a_forged_state_is_refused(rule, change):
    agency = AgencyFactory()

    with refused(f"agencies_agency_{rule}"):
        run(f"UPDATE agencies_agency SET {change} WHERE id = %s", agency.pk)  # noqa: S608

    assert Agency.objects.get().state == "listed"


def test_one_certificate_is_held_once():
    held = CredentialFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CredentialFactory(type=held.type, number=held.number)

    assert Credential.objects.count() == 1


def test_one_person_works_for_one_agency():
    person = PractitionerFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PractitionerFactory(registration_number=person.registration_number)

    assert Practitioner.objects.count() == 1


@pytest.mark.parametrize("factory", [CredentialFactory, PractitionerFactory])
def test_a_period_runs_forward(factory):
    row = factory()
    table = row._meta.db_table

    with refused("period_runs_forward"):
        run(f"UPDATE {table} SET valid_to = '2001-01-01' WHERE id = %s", row.pk)  # noqa: S608


def test_a_credit_code_belongs_to_one_organisation():
    organisation = OrganisationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(credit_code=organisation.credit_code)
