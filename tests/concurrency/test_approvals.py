"""Two signers press at the same moment: one signs, the other is told."""

import pytest
from django.db import IntegrityError

from marketplace.approvals.commands import ask_approval, sign_approval
from marketplace.approvals.models import Approval, ApprovalQuerySet
from marketplace.models import Event
from tests.concurrency.both_at_once import Rendezvous, both_at_once
from tests.factories import NOON, UserFactory
from tests.plugin.approvals import RingTheBell

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def approval(at):
    return ask_approval(
        kind="plugin.bell",
        stream="bell:1",
        facts={"times": 1},
        reason="It is noon.",
        by=UserFactory(vetting=True),
        at=NOON,
    )


def signing(approval, by):
    return lambda: sign_approval(approval_id=approval.pk, by=by, at=NOON).state


def test_a_deed_that_is_signed_twice_is_done_once(approval):
    signers = [UserFactory(vetting=True), UserFactory(regulator=True)]

    results = both_at_once(*[signing(approval, by) for by in signers])

    assert sorted(results) == ["approval.decided", "signed"]
    assert Event.objects.of("bell:1").count() == 1


def test_without_the_lock_the_last_net_is_the_database(approval, monkeypatch):
    """The twin: somebody signs between another one's reading and writing. Only the trigger that
    lets a request be decided once keeps the second bell from ringing."""
    slow, quick = UserFactory(vetting=True), UserFactory(vetting=True)
    meeting = Rendezvous()
    monkeypatch.setattr(ApprovalQuerySet, "locked", lambda self, pk: self.get(pk=pk))

    def may_sign(self, user):
        if user.pk == slow.pk:
            meeting.pause()
        return True

    monkeypatch.setattr(RingTheBell, "may_sign", may_sign)

    def sign_slowly():
        with pytest.raises(IntegrityError, match="asks_for_one_deed"):
            signing(approval, slow)()

    both_at_once(sign_slowly, lambda: meeting.slip_in(signing(approval, quick)))

    assert Approval.objects.get().decided_by == quick
    assert Event.objects.of("bell:1").count() == 1
