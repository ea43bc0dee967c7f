"""What the database refuses of services by itself, asked past the commands, by raw SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from procurement.contracts.models import Engagement
from procurement.contracts.triggers import TRIGGERS
from procurement.models import Notice
from tests.contracts.stories import (
    STARTED,
    awarded,
    confirmed,
    delivered,
    extended,
    fresh,
    paused,
    resumed,
    returned,
    started,
)
from tests.factories import DAY, HOUR, AgencyFactory
from tests.factories.procurement import NoticeFactory, answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MONDAY = STARTED + 3 * DAY
TABLE = "procurement_contracts_engagement"


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def refuses(rule, sql, *params):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        run(sql, *params)


def insert(**changes):
    """Insert a copy of the fallen engagement past the command, with changes."""
    fields = [each for each in Engagement._meta.concrete_fields if not each.primary_key]
    copied = Engagement.objects.get()
    row = Engagement(**{each.attname: getattr(copied, each.attname) for each in fields})
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)


@pytest.fixture
def vacant():
    """Return an awarded notice with two valid answers, and no engagement that stands."""
    engagement = awarded(answers=2, days=12)
    run(f"UPDATE {TABLE} SET fallen_at = offered_at WHERE id = %s", engagement.pk)  # noqa: S608
    return engagement


def second(engagement):
    """Return the columns of a true engagement of the second in rank."""
    response = engagement.notice.responses.exclude(pk=engagement.response_id).get()
    return {
        "response_id": response.pk,
        "agency_id": response.agency_id,
        "rank": 2,
        "fallen_at": None,
    }


def test_every_trigger_is_there_after_migrate():
    source = "sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        source = "pg_trigger WHERE NOT tgisinternal"
    name = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {source}")  # noqa: S608
        there = {row[0] for row in cursor.fetchall()}

    wanted = {
        each.name
        for each in TRIGGERS
        if connection.vendor == "postgresql" or each.verb != "TRUNCATE"
    }
    assert wanted <= there


# --- an engagement rests on a valid answer


def test_a_true_engagement_is_taken(vacant):
    insert(**second(vacant))

    assert Engagement.objects.standing().get().rank == 2


FORGERIES = [
    {"price_minor": 1_999_999},
    {"price_minor": 2_000_001},
    {"currency": "USD"},
    {"promised_days": 11},
    {"promised_days": 13},
    {"standard_days": 19},
    {"rank": 1},  # which is the winner's
]


def test_a_forged_copy_is_refused(vacant):
    true = second(vacant)

    for forgery in FORGERIES:
        with pytest.raises(IntegrityError, match="rests_on_an_answer"), transaction.atomic():
            insert(**true | forgery)


def test_an_engagement_of_another_agency_or_notice_is_refused(vacant):
    true = second(vacant)
    other = awarded(days=12)
    run(f"UPDATE {TABLE} SET fallen_at = offered_at WHERE id = %s", other.pk)  # noqa: S608
    copied = Engagement.objects.filter(pk=vacant.pk)

    for forgery in ({"agency_id": AgencyFactory().pk}, {"notice_id": other.notice_id}):
        row = copied.get()
        row.pk = None
        for name, value in (true | forgery).items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError, match="rests_on_an_answer"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize(
    "change", ["exclusion = 'agency.not_listed'", "withdrawn_at = received_at"]
)
def test_an_answer_that_does_not_count_carries_no_engagement(vacant, change):
    true = second(vacant)
    run(
        f"UPDATE procurement_response SET {change} WHERE id = %s",  # noqa: S608
        true["response_id"],
    )

    with pytest.raises(IntegrityError, match="rests_on_an_answer"), transaction.atomic():
        insert(**true)


def test_no_engagement_without_an_award(vacant):
    notice = NoticeFactory(open=True)
    response = answer(notice, days=12)
    Notice.objects.filter(pk=notice.pk).update(state="awarded")

    with pytest.raises(IntegrityError, match="rests_on_an_answer"), transaction.atomic():
        insert(
            notice_id=notice.pk,
            response_id=response.pk,
            agency_id=response.agency_id,
            fallen_at=None,
        )


def test_two_candidates_never_stand_at_once():
    engagement = awarded(answers=2, days=12)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(**second(engagement))


# --- what was written stays


REWRITTEN_PINS = [
    "price_minor = price_minor - 1",
    "promised_days = promised_days - 1",
    "standard_days = standard_days + 1",
    "rank = 2",
    "confirm_by = offered_at",
    "publicity_ends_at = offered_at",
    "confirmed_at = offered_at",
    "confirmed_at = NULL, contracted_at = NULL, started_at = NULL",
    "signed_on = NULL",
    "started_at = offered_at",
]


def test_pins_and_past_times_of_an_engagement_are_kept():
    engagement = started(days=12)

    for change in REWRITTEN_PINS:
        refuses("keeps_its_pins", f"UPDATE {TABLE} SET {change} WHERE id = %s", engagement.pk)  # noqa: S608


def test_days_are_extended_only_by_what_the_owner_granted():
    engagement = started(days=12)
    extended(engagement, MONDAY, days=5, granted=False)

    for days in (1, 5):
        refuses("counts_grants", f"UPDATE {TABLE} SET extended_days = {days}")  # noqa: S608
    extended(engagement, MONDAY, days=3)
    refuses("counts_grants", f"UPDATE {TABLE} SET extended_days = 8")  # noqa: S608

    assert fresh(engagement).extended_days == 3


def test_what_has_fallen_away_stays_so(vacant):
    for change in ("confirmed_at = offered_at", "fallen_at = NULL"):
        refuses(r"stays_fallen|keeps_its_pins", f"UPDATE {TABLE} SET {change}")  # noqa: S608

    assert Engagement.objects.get().fallen_at == vacant.offered_at


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("goes_in_order", "started_at = offered_at"),
        ("goes_in_order", "delivered_at = offered_at"),
        ("accepted_somehow", "acceptance = 'owner'"),
    ],
)
def test_no_step_is_left_out(rule, change):
    confirmed()

    refuses(rule, f"UPDATE {TABLE} SET {change}")  # noqa: S608


REWRITTEN_COURSE = [
    ("pause", "paused_at = resumed_at"),
    ("pause", "resumed_at = NULL"),
    ("pause", "reason = 'site'"),
    ("pause", "cause = 'nobody'"),
    ("extension", "days = 50"),
    ("extension", "granted = NULL"),
    ("delivery", "returned_at = NULL, return_reason = ''"),
    ("delivery", "submitted_at = returned_at"),
]


def test_the_course_of_a_service_is_not_rewritten():
    engagement = started(days=12)
    paused(engagement, MONDAY)
    resumed(engagement, MONDAY + DAY)
    extended(engagement, MONDAY + DAY)
    delivered(engagement, MONDAY + 2 * DAY)
    returned(engagement, MONDAY + 2 * DAY + HOUR)

    for table, change in REWRITTEN_COURSE:
        name = f"procurement_contracts_{table}"
        refuses(f"{name}_stays", f"UPDATE {name} SET {change}")  # noqa: S608
        refuses(f"{name}_is_kept", f"DELETE FROM {name}")  # noqa: S608


def test_due_dates_are_only_added():
    started(days=12)

    for statement in ("UPDATE {} SET due_on = '2027-01-01'", "DELETE FROM {}"):
        refuses("is_append_only", statement.format("procurement_contracts_duedate"))
    refuses("is_kept", f"DELETE FROM {TABLE}")  # noqa: S608


def test_no_due_date_before_the_service_has_started():
    engagement = confirmed()

    refuses(
        "happens_in_service",
        "INSERT INTO procurement_contracts_duedate (engagement_id, due_on, cause, pinned_at) "
        "VALUES (%s, '2026-04-01', 'started', %s)",
        engagement.pk,
        STARTED,
    )
