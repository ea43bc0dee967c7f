"""Past every command: raw SQL cannot publish a cap that no assessment gave."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.fees.models import FeeAssessment, FeeOverride
from procurement.models import Notice
from procurement.parts import sum_up
from tests.factories import NOON, HallFactory, ServiceItemFactory, UserFactory
from tests.factories.fees import schedule_of, scheduled_item
from tests.factories.procurement import NoticeFactory

pytestmark = pytest.mark.django_db
CAP = 14_285_714


@pytest.fixture
def item():
    return scheduled_item()


def assessment(item, /, **columns) -> FeeAssessment:
    row = {
        "hall": HallFactory(),
        "item": item,
        "schedule": schedule_of("1283-1999"),
        "kind": item.fee_kind,
        "policy": item.fee_policy,
        "cap_minor": CAP,
        "made_at": NOON,
    }
    return FeeAssessment.objects.create(**row | columns)


def prepared(item, made=None, **columns) -> Notice:
    """Return a draft whose line has this assessment, its cap, and a ceiling at the cap."""
    notice = NoticeFactory(items=[item])
    row = {"assessment": made, "ceiling_minor": CAP, "cap_minor": CAP, "floor_minor": None}
    notice.lines.update(**row | columns)
    sum_up(notice)
    return notice


def publish_raw(notice) -> None:
    rules = notice.hall.rules.pk
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procurement_notice SET state = 'open', published_at = %s, rules_id = %s, "
            "mode_version = 1, fiscal_share_bp = 0, min_answers = 1 WHERE id = %s",
            [NOON - dt.timedelta(days=1), rules, notice.pk],
        )


def test_a_cap_that_its_assessment_gave_is_published(item):
    publish_raw(prepared(item, assessment(item)))


def test_one_fen_below_the_cap_is_published(item):
    publish_raw(prepared(item, assessment(item), ceiling_minor=CAP - 1))


def test_one_fen_above_the_cap_is_refused_by_the_constraint(item):
    with pytest.raises(IntegrityError, match="ceiling_within_cap"), transaction.atomic():
        prepared(item, assessment(item), ceiling_minor=CAP + 1)


@pytest.mark.parametrize(
    "forged",
    [
        {"cap_minor": CAP + 1, "ceiling_minor": CAP + 1},
        {"cap_minor": CAP - 1, "ceiling_minor": CAP - 1},
        {"cap_minor": None},
        {"floor_minor": 1},
        {"assessment": None},
        {"assessment": None, "cap_minor": None},
    ],
)
def test_a_forged_copy_of_cap_or_floor_is_refused(item, forged):
    notice = prepared(item, assessment(item), **forged)

    with pytest.raises(IntegrityError, match="notice_publishes_true_sums"):
        publish_raw(notice)


def another_item():
    return {"item": scheduled_item()}


def another_hall():
    return {"hall": HallFactory(code="other")}


def another_schedule():
    return {"schedule": schedule_of("670-2007")}


def no_schedule():
    return {"schedule": None}


def another_kind():
    return {"kind": "proposal_review"}


def another_policy():
    return {"policy": "cap_and_floor"}


def another_currency():
    return {"currency": "JPY"}


@pytest.mark.parametrize(
    "change",
    [
        another_item,
        another_hall,
        another_schedule,
        no_schedule,
        another_kind,
        another_policy,
        another_currency,
    ],
)
def test_an_assessment_of_something_else_is_refused(item, change):
    notice = prepared(item, assessment(item, **change()))

    with pytest.raises(IntegrityError, match="notice_publishes_true_sums"):
        publish_raw(notice)


def override(item, version=1, **columns) -> FeeOverride:
    row = {"policy": "absolute", "cap_minor": CAP, "reason": "本厅另有标准"} | columns
    return FeeOverride.objects.create(
        hall=HallFactory(),
        item=item,
        version=version,
        adopted_at=NOON,
        adopted_by=UserFactory(),
        **row,
    )


def test_a_standing_override_must_be_what_the_assessment_rests_on(item):
    plain = prepared(item, assessment(item))
    standing = override(item)
    by_override = {"override": standing, "schedule": None, "kind": "", "policy": "absolute"}

    with pytest.raises(IntegrityError, match="notice_publishes_true_sums"):
        publish_raw(plain)
    publish_raw(prepared(item, assessment(item, **by_override)))


def test_an_override_that_was_replaced_or_withdrawn_counts_no_more(item):
    first = override(item)
    by_first = {"override": first, "schedule": None, "kind": "", "policy": "absolute"}
    notice = prepared(item, assessment(item, **by_first))
    override(item, 2, withdrawn=True)

    with pytest.raises(IntegrityError, match="notice_publishes_true_sums"):
        publish_raw(notice)
    publish_raw(prepared(item, assessment(item)))


def test_a_fixed_cap_under_an_override_needs_an_assessment():
    item = ServiceItemFactory(cap_minor=CAP)
    notice = prepared(item)
    override(item)

    with pytest.raises(IntegrityError, match="notice_publishes_true_sums"):
        publish_raw(notice)


@pytest.mark.parametrize("column", ["cap_minor", "floor_minor"])
def test_the_sums_of_cap_and_floor_are_the_lines(item, column):
    notice = prepared(item, assessment(item, floor_minor=5), floor_minor=5)
    Notice.objects.filter(pk=notice.pk).update(**{column: CAP if column == "floor_minor" else None})

    with pytest.raises(IntegrityError, match="notice_publishes_true_sums"):
        publish_raw(notice)


def test_an_assessment_is_never_changed(item):
    made = assessment(item)

    with pytest.raises(IntegrityError, match="is_append_only"), transaction.atomic():
        FeeAssessment.objects.filter(pk=made.pk).update(cap_minor=CAP + 1)
    with pytest.raises(IntegrityError, match="is_append_only"), transaction.atomic():
        FeeAssessment.objects.filter(pk=made.pk).delete()
