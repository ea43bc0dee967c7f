"""A deed waits for a second person, and is done in the transaction of the signature."""

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.approvals.commands import (
    refuse_approval,
    sign_approval,
    withdraw_approval,
)
from marketplace.approvals.models import Approval
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from tests.factories import HOUR, NOON, UserFactory

from .deeds import ask

pytestmark = pytest.mark.django_db
LATER = NOON + HOUR


@pytest.fixture
def asker(at):
    return UserFactory(vetting=True)


@pytest.fixture
def signer():
    return UserFactory(vetting=True)


def kinds(stream):
    return [event.kind for event in Event.objects.of(stream)]


def test_a_request_waits_and_does_nothing(asker):
    approval = ask(asker)

    assert approval.public_id == "A2026-000001"
    assert approval.is_pending()
    assert kinds(approval.log_stream) == ["approval.asked"]
    assert kinds("bell:1") == []


def test_the_record_names_the_deed_and_keeps_the_reason_apart(asker):
    event = Event.objects.of(ask(asker).log_stream).get()

    assert event.facts == {"approval": "A2026-000001", "deed": "plugin.bell", "about": "bell:1"}
    assert event.private.facts["reason"] == "It is noon."
    assert event.private.facts["facts"] == {"times": 3}


@pytest.mark.parametrize("duty", ["vetting", "regulator"])
def test_another_person_of_the_duty_or_a_regulator_signs_and_it_is_done(asker, duty):
    approval = ask(asker)
    by = UserFactory(duties=(duty,))

    signed = sign_approval(approval_id=approval.pk, by=by, at=LATER, remark="Agreed.")

    assert (signed.state, signed.decided_by, signed.decided_at) == ("signed", by, LATER)
    assert signed.remark == "Agreed."
    assert kinds(approval.log_stream) == ["approval.asked", "approval.signed"]
    assert kinds("bell:1") == ["bell.rung"]


def test_a_deed_that_is_refused_leaves_nothing_signed(asker, signer):
    approval = ask(asker, times=13)

    with pytest.raises(Refusal, match=r"^bell\.unlucky$"):
        sign_approval(approval_id=approval.pk, by=signer, at=LATER)

    approval.refresh_from_db()
    assert approval.is_pending()
    assert kinds(approval.log_stream) == ["approval.asked"]
    assert kinds("bell:1") == []


def test_a_request_is_refused_with_a_reason(asker, signer):
    approval = ask(asker)

    refused = refuse_approval(approval_id=approval.pk, by=signer, at=LATER, remark="Too loud.")

    assert (refused.state, refused.remark) == ("refused", "Too loud.")
    assert kinds(approval.log_stream) == ["approval.asked", "approval.refused"]
    assert kinds("bell:1") == []


def test_who_asked_takes_it_back(asker):
    approval = ask(asker)

    assert withdraw_approval(approval_id=approval.pk, by=asker, at=LATER).state == "withdrawn"
    assert kinds(approval.log_stream) == ["approval.asked", "approval.withdrawn"]


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("approval.unknown_kind", {"kind": "plugin.gong"}),
        ("record.invalid", {"reason": " "}),
        ("record.invalid", {"reason": "Noon\u202e."}),
    ],
)
def test_a_wrong_request_leaves_nothing_behind(asker, code, changes):
    with pytest.raises(Refusal, match=f"^{code}$"):
        ask(asker, **changes)

    assert not Approval.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("duties", [(), ("review",), ("regulator",)])
def test_only_people_of_the_duty_ask(at, duties):
    with pytest.raises(Refusal, match=r"^approval\.not_yours$"):
        ask(UserFactory(duties=duties))


def test_facts_that_have_no_exact_form_are_no_facts(asker):
    with pytest.raises(TypeError, match="not canonical"):
        ask(asker, times=0.5)


@pytest.mark.parametrize("deed", [sign_approval, refuse_approval])
def test_nobody_decides_on_what_they_asked_for(asker, deed):
    approval = ask(asker)

    with pytest.raises(Refusal, match=r"^approval\.own$"):
        deed(approval_id=approval.pk, by=asker, at=LATER, remark="Me too.")


@pytest.mark.parametrize("deed", [sign_approval, refuse_approval])
@pytest.mark.parametrize("duties", [(), ("review",), ("administrator",)])
def test_nobody_without_the_duty_decides(asker, deed, duties):
    approval = ask(asker)

    with pytest.raises(Refusal, match=r"^approval\.not_yours$"):
        deed(approval_id=approval.pk, by=UserFactory(duties=duties), at=LATER, remark="Yes.")


def test_only_who_asked_withdraws(asker, signer):
    approval = ask(asker)

    with pytest.raises(Refusal, match=r"^approval\.not_yours$"):
        withdraw_approval(approval_id=approval.pk, by=signer, at=LATER)


def test_nothing_is_refused_without_a_reason(asker, signer):
    approval = ask(asker)

    with pytest.raises(Refusal, match=r"^approval\.no_remark$"):
        refuse_approval(approval_id=approval.pk, by=signer, at=LATER, remark=" ")


def test_a_request_is_decided_once(asker, signer):
    approval = ask(asker)
    sign_approval(approval_id=approval.pk, by=signer, at=LATER)

    for deed in (
        lambda: sign_approval(approval_id=approval.pk, by=signer, at=LATER),
        lambda: refuse_approval(approval_id=approval.pk, by=signer, at=LATER, remark="No."),
        lambda: withdraw_approval(approval_id=approval.pk, by=asker, at=LATER),
    ):
        with pytest.raises(Refusal, match=r"^approval\.decided$"):
            deed()
    assert kinds("bell:1") == ["bell.rung"]


def test_a_deed_whose_app_is_gone_is_not_signed(asker, signer, monkeypatch):
    approval = ask(asker)
    monkeypatch.setattr("marketplace.approvals.registry.approval_kinds", [])

    with pytest.raises(Refusal, match=r"^approval\.unknown_kind$"):
        sign_approval(approval_id=approval.pk, by=signer, at=LATER)


# --- What the database keeps ----------------------------------------------------------------------


def execute(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_database_refuses_ones_own_signature(asker):
    approval = ask(asker)

    with pytest.raises(IntegrityError, match="is_signed_by_another"):
        execute(
            "UPDATE marketplace_approvals_approval SET state = 'signed', decided_at = %s, "
            "decided_by_id = %s WHERE id = %s",
            LATER,
            asker.pk,
            approval.pk,
        )


@pytest.mark.parametrize("column", ["kind", "stream", "reason", "public_id"])
def test_the_database_refuses_another_deed_under_the_same_request(asker, column):
    ask(asker)

    with pytest.raises(IntegrityError, match="asks_for_one_deed"):
        Approval.objects.update(**{column: "other"})


def test_the_database_refuses_other_facts(asker):
    ask(asker)

    with pytest.raises(IntegrityError, match="asks_for_one_deed"):
        execute("UPDATE marketplace_approvals_approval SET facts = '{\"times\": 9}'")


def test_the_database_refuses_a_second_decision(asker, signer):
    approval = ask(asker)
    sign_approval(approval_id=approval.pk, by=signer, at=LATER)

    with pytest.raises(IntegrityError, match="asks_for_one_deed"):
        execute("UPDATE marketplace_approvals_approval SET remark = 'Never agreed.'")


def test_the_database_keeps_every_request(asker):
    ask(asker)

    with pytest.raises(IntegrityError, match="is_kept"):
        execute("DELETE FROM marketplace_approvals_approval")
