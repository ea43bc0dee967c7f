"""A hall's own terms: adopted with a reason, kept in versions, taken back; some by two people."""

from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from marketplace.approvals.commands import sign_approval
from marketplace.fees.commands import ask_manual_cap, override_fee, withdraw_override
from marketplace.fees.domain.figures import Figures
from marketplace.fees.models import FeeOverride
from marketplace.fees.parts import assess, source_line, terms_for
from marketplace.fees.parts.overrides import OwnTerms
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from tests.factories import HOUR, NOON, HallFactory, UserFactory
from tests.factories.fees import schedule_of, scheduled_item

pytestmark = pytest.mark.django_db
LATER = NOON + HOUR
CAP = Money(8_800_000)
BASE = Figures(base=Fraction(100_000_000))


@pytest.fixture
def hall(at):
    return HallFactory()


@pytest.fixture
def item():
    return scheduled_item()


@pytest.fixture
def by():
    return UserFactory(administrator=True)


def override(hall, item, by, *, reason="市里定的。", policy="cap", **terms):
    return override_fee(
        hall_id=hall.pk,
        item_id=item.pk,
        terms=OwnTerms(policy, **terms),
        reason=reason,
        by=by,
        at=NOON,
    )


def facts(hall, kind):
    return [event.facts for event in Event.objects.of(hall.stream) if event.kind == kind]


def test_the_item_s_own_terms_hold_where_the_hall_has_none(hall, item):
    terms = terms_for(item, hall)

    assert (terms.policy, terms.schedule.key, terms.kind) == ("cap", "1283-1999", item.fee_kind)
    assert terms.override is None


def test_a_hall_s_share_wins_over_the_item(hall, item, by):
    schedule_of("670-2007")

    made = override(
        hall, item, by, policy="cap_share", schedule_key="670-2007", params={"share": "0.7"}
    )

    found = assess(terms_for(item, hall), BASE)
    assert found.terms.override == made
    assert made.kind == "supervision"
    assert found.cap == Money(218_600_000 * 12 * 7 // 100)
    assert found.floor is None
    assert facts(hall, "fee.overridden") == [
        {
            "item": item.code,
            "version": 1,
            "policy": "cap_share",
            "schedule": "670-2007",
            "schedule_kind": "supervision",
            "params": {"share": "0.7"},
            "cap_fen": None,
            "reason": "市里定的。",
            "approval": "",
        }
    ]


def test_another_hall_keeps_the_item_s_terms(hall, item, by):
    override(hall, item, by, policy="market")

    assert terms_for(item, HallFactory(code="other")).policy == "cap"


def test_a_withdrawn_override_gives_the_item_s_terms_back(hall, item, by):
    override(hall, item, by, policy="absolute", cap=Money(100))
    assert assess(terms_for(item, hall), Figures()).cap == Money(100)

    withdraw_override(hall_id=hall.pk, item_id=item.pk, reason="错了。", by=by, at=LATER)

    assert terms_for(item, hall).override is None
    assert list(FeeOverride.objects.values_list("version", "withdrawn")) == [(1, False), (2, True)]
    [told] = facts(hall, "fee.override_withdrawn")
    assert told == {"item": item.code, "version": 2, "reason": "错了。"}


@pytest.mark.parametrize(
    ("code", "terms"),
    [
        ("fee.no_schedule", {"schedule_key": "999-2099"}),
        ("fee.no_schedule", {}),
        ("fee.kind", {"schedule_key": "1283-1999"}),
        (
            "fee.share",
            {"policy": "cap_share", "schedule_key": "1283-1999", "kind": "proposal_review"},
        ),
        ("fee.figure", {"schedule_key": "1283-1999", "cap": Money(5)}),
        ("fee.figure", {"policy": "absolute"}),
        ("fee.figure", {"policy": "absolute", "cap": Money(0)}),
        ("fee.figure", {"policy": "absolute", "cap": Money(5), "schedule_key": "1283-1999"}),
        ("fee.figure", {"policy": "market", "cap": Money(5)}),
        ("fee.needs_signature", {"policy": "manual", "cap": Money(5)}),
        ("record.invalid", {"policy": "market", "reason": " "}),
    ],
)
def test_wrong_terms_are_refused_and_nothing_is_written(hall, item, by, code, terms):
    with pytest.raises(Refusal, match=f"^{code}$"):
        override(hall, item, by, **terms)

    assert not FeeOverride.objects.exists()
    assert facts(hall, "fee.overridden") == []


def test_the_same_terms_twice_are_refused(hall, item, by):
    override(hall, item, by, policy="market")

    with pytest.raises(Refusal, match=r"^fee\.unchanged$"):
        override(hall, item, by, policy="market")


def test_what_is_not_there_cannot_be_taken_back(hall, item, by):
    with pytest.raises(Refusal, match=r"^fee\.no_override$"):
        withdraw_override(hall_id=hall.pk, item_id=item.pk, reason="错了。", by=by, at=NOON)


# --- Two people


def ask(hall, item, by, *, cap=CAP, reason="没有收费表。"):
    return ask_manual_cap(hall_id=hall.pk, item_id=item.pk, cap=cap, reason=reason, by=by, at=NOON)


@pytest.mark.parametrize("duty", ["administrator", "regulator"])
def test_a_manual_cap_holds_once_another_person_signs(hall, item, by, duty):
    approval = ask(hall, item, by)
    assert terms_for(item, hall).override is None

    sign_approval(approval_id=approval.pk, by=UserFactory(**{duty: True}), at=LATER)

    terms = terms_for(item, hall)
    assert (terms.policy, terms.cap, terms.schedule) == ("manual", Money(8_800_000), None)
    assert (terms.override.approval, terms.override.adopted_by) == (approval, by)
    assert terms.override.reason == "没有收费表。"
    assert assess(terms, Figures()).cap == Money(8_800_000)
    assert facts(hall, "fee.overridden")[0]["approval"] == approval.public_id


def test_nobody_signs_their_own_cap(hall, item, by):
    approval = ask(hall, item, by)

    with pytest.raises(Refusal, match=r"^approval\.own$"):
        sign_approval(approval_id=approval.pk, by=by, at=LATER)

    assert not FeeOverride.objects.exists()


def test_only_an_administrator_asks_and_only_for_a_figure(hall, item, by):
    with pytest.raises(Refusal, match=r"^approval\.not_yours$"):
        ask(hall, item, UserFactory(review=True))
    with pytest.raises(Refusal, match=r"^fee\.figure$"):
        ask(hall, item, by, cap=None)


def test_a_signature_for_what_is_gone_is_refused(hall, item, by):
    approval = ask(hall, item, by)
    item.code = "RENAMED"
    item.save()

    with pytest.raises(Refusal, match=r"^fee\.gone$"):
        sign_approval(approval_id=approval.pk, by=UserFactory(regulator=True), at=LATER)

    approval.refresh_from_db()
    assert approval.state == "pending"


def test_the_signer_sees_item_cap_and_hall(hall, item, by):
    from marketplace.fees.approvals import ManualCap

    described = ManualCap().describe(ask(hall, item, by))

    assert [text for _label, text in described] == [
        f"{item.code} {item.name}",
        "88,000.00 元",
        hall.code,
    ]


# --- What the database keeps


@pytest.mark.parametrize(
    "columns",
    [
        {"policy": "manual", "cap_minor": 5},  # unsigned
        {"policy": "absolute"},
        {"policy": "cap", "cap_minor": 5, "schedule_key": "670-2007"},
        {"policy": "cap"},
        {"policy": "market", "cap_minor": 5},
        {"policy": "market", "reason": ""},
    ],
)
def test_a_raw_override_that_holds_nothing_is_refused(hall, item, by, columns):
    row = {"reason": "x", "version": 1, "adopted_at": NOON, "adopted_by": by} | columns

    with pytest.raises(IntegrityError), transaction.atomic():
        FeeOverride.objects.create(hall=hall, item=item, **row)


def test_overrides_are_only_added(hall, item, by):
    made = override(hall, item, by, policy="market")

    for deed in (
        lambda: FeeOverride.objects.filter(pk=made.pk).update(policy="manual"),
        lambda: FeeOverride.objects.filter(pk=made.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="is_append_only"), transaction.atomic():
            deed()


def test_the_source_of_each_policy_says_that_it_is_no_law(hall, item, by):
    lines = [source_line(terms_for(item, hall))]
    override(hall, item, by, policy="absolute", cap=Money(100))
    lines.append(source_line(terms_for(item, hall)))
    override(hall, item, by, policy="market")
    lines.append(source_line(terms_for(item, hall)))
    approval = ask(hall, item, by)
    sign_approval(approval_id=approval.pk, by=UserFactory(regulator=True), at=LATER)
    lines.append(source_line(terms_for(item, hall)))

    assert "1283" in lines[0][0]
    assert all("not law" in english for _zh, english in (lines[0], lines[1], lines[3]))
    assert lines[2][1] == "Market price: there is no cap."
