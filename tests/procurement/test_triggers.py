"""What the database refuses, past every command: rows are written raw, on both databases."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.kernel.money import Money
from procurement.models import Award, Notice, NoticeLine, Promise, Response
from tests.factories import DAY, NOON
from tests.factories.procurement import NoticeFactory, answer, publish, qualified_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    return NoticeFactory(open=True)


def raw(statement, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


def set_raw(record, column, value):
    table = record._meta.db_table
    raw(f"UPDATE {table} SET {column} = %s WHERE id = %s", value, record.pk)  # noqa: S608


def insert(notice, **changes):
    row = {
        "notice": notice,
        "agency": qualified_agency(notice),
        "ceiling_minor": notice.ceiling_minor,
        "floor_minor": notice.floor_minor,
        "currency": notice.currency,
        "received_at": NOON,
        "recorded_at": NOON,
        "deadline_at": notice.closes_at,
    }
    with transaction.atomic():
        return Response.objects.create(**row | changes)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("procurement_response_arrived_in_time", {"received_at": NOON + 3 * DAY}),
        ("procurement_response_within_ceiling", {"price_minor": 2_000_001}),
        ("procurement_response_withdrawn_in_time", {"withdrawn_at": NOON + 2 * DAY}),
    ],
)
def test_a_constraint_refuses_the_late_and_the_dear(notice, rule, changes):
    with pytest.raises(IntegrityError, match=rule):
        insert(notice, **changes)


@pytest.mark.parametrize(
    "forged",
    [
        {"received_at": NOON + 3 * DAY, "deadline_at": NOON + 4 * DAY},
        {"price_minor": 2_000_001, "ceiling_minor": 2_000_001},
        {"price_minor": 999, "floor_minor": 1},
        {"price_minor": 2_000, "currency": "JPY"},
    ],
)
def test_a_forged_copy_passes_the_constraints_and_not_the_trigger(notice, forged):
    with pytest.raises(IntegrityError, match="response_pins_the_notice"):
        insert(notice, **forged)


def test_no_answer_enters_a_notice_that_is_not_open(notice):
    set_raw(notice, "state", "closed")

    with pytest.raises(IntegrityError, match="response_pins_the_notice"):
        insert(notice)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("deadline_at", NOON + 4 * DAY),
        ("price_minor", 5),
        ("ceiling_minor", 9_000_000),
        ("received_at", NOON - dt.timedelta(hours=1)),
    ],
)
def test_an_answer_is_not_changed_afterwards(notice, column, value):
    response = answer(notice)

    with pytest.raises(IntegrityError, match="response_keeps_its_pins"):
        set_raw(response, column, value)


def test_a_withdrawal_is_final(notice):
    response = answer(notice)
    set_raw(response, "withdrawn_at", NOON)

    with pytest.raises(IntegrityError, match="response_keeps_its_pins"):
        set_raw(response, "withdrawn_at", None)


def test_an_answer_is_not_deleted(notice):
    response = answer(notice)

    with pytest.raises(IntegrityError, match="response_is_kept_on_delete"):
        raw("DELETE FROM procurement_response WHERE id = %s", response.pk)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("closes_at", NOON + 9 * DAY),
        ("ceiling_minor", 1),
        ("mode_key", "online_bidding"),
        ("mode_version", 7),
        ("min_answers", 3),
        ("scope", "something else"),
        ("complaint_phone", "none"),
        ("published_at", None),
    ],
)
def test_the_terms_freeze_with_publication_and_not_before(notice, column, value):
    with pytest.raises(IntegrityError, match="notice_is_frozen_on_update"):
        set_raw(notice, column, value)


def test_a_draft_may_be_changed():
    draft = NoticeFactory()

    set_raw(draft, "closes_at", NOON + 9 * DAY)

    assert Notice.objects.get(pk=draft.pk).closes_at == NOON + 9 * DAY


def test_a_published_notice_is_not_deleted(notice):
    with pytest.raises(IntegrityError, match="is_frozen"):
        raw("DELETE FROM procurement_notice WHERE id = %s", notice.pk)


def test_the_lines_freeze_with_their_notice(notice):
    line = notice.lines.get()

    with pytest.raises(IntegrityError, match="noticeline_is_frozen_on_update"):
        set_raw(line, "required_days", 1)
    with pytest.raises(IntegrityError, match="noticeline_is_frozen_on_delete"):
        raw("DELETE FROM procurement_noticeline WHERE id = %s", line.pk)
    with (
        pytest.raises(IntegrityError, match="noticeline_is_frozen_on_insert"),
        transaction.atomic(),
    ):
        NoticeLine.objects.create(
            notice=notice, place=2, item=NoticeFactory().lines.get().item, standard_days=5
        )


def test_nobody_is_put_on_the_avoidance_list_of_a_published_notice(notice):
    with (
        pytest.raises(IntegrityError, match="avoidance_is_frozen_on_insert"),
        transaction.atomic(),
    ):
        notice.avoidances.create(agency=qualified_agency(notice), reason="late")


def test_a_notice_is_not_born_published(notice):
    notice.pk, notice.public_id = None, "N2026-999999"

    with pytest.raises(IntegrityError, match="notice_begins_as_draft"), transaction.atomic():
        notice.save(force_insert=True)


@pytest.mark.parametrize(
    ("column", "value"),
    [("cap_minor", 9_000_000), ("standard_days", 99), ("ceiling_minor", 1_999_999)],
)
def test_a_notice_is_not_published_with_figures_that_are_not_the_catalogues(column, value):
    draft = NoticeFactory()
    draft.lines.update(**{column: value})

    with pytest.raises(IntegrityError, match="notice_publishes_true_sums"), transaction.atomic():
        publish(draft)


def test_a_ceiling_above_the_cap_is_refused_on_line_and_notice():
    draft = NoticeFactory()
    line = draft.lines.get()

    with pytest.raises(IntegrityError, match="ceiling_within_cap"):
        set_raw(line, "ceiling_minor", line.cap_minor + 1)
    with pytest.raises(IntegrityError, match="ceiling_within_cap"):
        set_raw(draft, "ceiling_minor", draft.cap_minor + 1)


@pytest.mark.parametrize(
    ("rule", "promised", "required"),
    [
        ("procurement_promise_within_required_days", 21, 20),
        ("promise_pins_the_line", 21, 21),
        ("procurement_promise_within_required_days", 0, 20),
    ],
)
def test_a_promise_longer_than_required_is_refused(notice, rule, promised, required):
    response = insert(notice)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Promise.objects.create(
            response=response,
            line=notice.lines.get(),
            promised_days=promised,
            required_days=required,
        )


def award(notice, response, **changes):
    set_raw(notice, "state", "awarded")
    row = {
        "notice": notice,
        "winner": response.agency,
        "price_minor": notice.ceiling_minor,
        "currency": notice.currency,
        "ranking": [response.agency.public_id],
        "evidence": {},
        "decided_at": NOON,
    }
    with transaction.atomic():
        return Award.objects.create(**row | changes)


@pytest.mark.parametrize(
    "forged",
    [{"price_minor": 2_000_001}, {"price_minor": 1}, {"currency": "JPY"}],
)
def test_an_award_rests_on_an_answer_at_its_price(notice, forged):
    response = answer(notice)

    with pytest.raises(IntegrityError, match="award_rests_on_an_answer"):
        award(notice, response, **forged)


def test_an_award_to_somebody_who_did_not_answer_is_refused(notice):
    response = answer(notice)

    with pytest.raises(IntegrityError, match="award_rests_on_an_answer"):
        award(notice, response, winner=qualified_agency(notice))


def test_an_award_is_made_once_and_kept(notice):
    response = answer(notice)
    made = award(notice, response)

    with pytest.raises(IntegrityError, match="award_is_append_only_on_update"):
        set_raw(made, "price_minor", 1)
    with pytest.raises(IntegrityError, match="award_is_append_only_on_delete"):
        raw("DELETE FROM procurement_award WHERE id = %s", made.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        award(notice, response)


def test_money_columns_hold_whole_fen(notice):
    assert notice.ceiling == Money(2_000_000)
