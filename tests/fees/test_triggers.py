"""What the database keeps of fees, past every command."""

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.fees.domain.figures import Figures
from marketplace.fees.models import FeeSchedule
from marketplace.fees.parts import assess, store, terms_for
from marketplace.models import ServiceItem
from tests.factories import NOON, HallFactory, ServiceItemFactory
from tests.factories.fees import schedule_of, scheduled_item

pytestmark = pytest.mark.django_db


def run(sql: str, *values) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def made(at):
    hall, item = HallFactory(), scheduled_item("670-2007", "supervision")
    found = assess(terms_for(item, hall), Figures(base=10**7))
    return store(found, hall=hall, item=item, at=NOON)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE marketplace_fees_feeschedule SET title_zh = '别的' WHERE id = %s",
        "UPDATE marketplace_fees_feeschedule SET version = 9 WHERE id = %s",
        "DELETE FROM marketplace_fees_feeschedule WHERE id = %s",
    ],
)
def test_a_used_version_is_neither_changed_nor_deleted(made, sql):
    with pytest.raises(IntegrityError, match="is_kept_once_used"):
        run(sql, made.schedule_id)

    assert FeeSchedule.objects.get(pk=made.schedule_id).version == 1


def test_an_unused_version_may_be_changed_and_deleted():
    schedule = schedule_of("670-2007")

    assert (
        run("UPDATE marketplace_fees_feeschedule SET title_zh = '别的' WHERE id = %s", schedule.pk)
        == 1
    )
    assert run("DELETE FROM marketplace_fees_feeschedule WHERE id = %s", schedule.pk) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE marketplace_fees_feeassessment SET cap_minor = cap_minor + 1 WHERE id = %s",
        "DELETE FROM marketplace_fees_feeassessment WHERE id = %s",
    ],
)
def test_an_assessment_is_only_added(made, sql):
    with pytest.raises(IntegrityError, match="is_append_only"):
        run(sql, made.pk)

    made.refresh_from_db()
    assert made.cap_minor == 36_120_000


def test_a_floor_above_the_cap_is_refused(made):
    made.pk, made.floor_minor = None, made.cap_minor + 1

    with pytest.raises(IntegrityError, match="floor_within_cap"), transaction.atomic():
        made.save(force_insert=True)


@pytest.mark.parametrize(
    "columns",
    [
        {"fee_policy": "cap"},  # with a figure, without a schedule
        {"fee_policy": "cap", "cap_minor": None},
        {"fee_policy": "cap", "fee_schedule": "670-2007"},
        {"fee_policy": "absolute", "cap_minor": None},
        {"fee_policy": "absolute", "fee_schedule": "670-2007"},
        {"fee_policy": "market"},
        {"fee_policy": "market", "cap_minor": None, "fee_kind": "works"},
        {"fee_policy": "manual"},
    ],
)
def test_an_item_s_policy_has_what_it_needs_and_nothing_else(columns):
    item = ServiceItemFactory()

    with pytest.raises(IntegrityError, match="policy_has_what_it_needs"), transaction.atomic():
        ServiceItem.objects.filter(pk=item.pk).update(**columns)


def test_two_schedules_of_one_version_are_refused():
    schedule = schedule_of("670-2007")
    schedule.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        schedule.save(force_insert=True)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "table", ["marketplace_fees_feeassessment", "marketplace_fees_feeoverride"]
)
def test_nothing_is_emptied(table):
    with pytest.raises(IntegrityError, match="is_append_only"):
        run(f"TRUNCATE {table} CASCADE")
