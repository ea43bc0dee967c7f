"""Two signers press at the same moment: one signs, the other is told."""

import pytest

from marketplace.approvals.commands import ask_approval, sign_approval
from marketplace.models import Event
from tests.concurrency.both_at_once import both_at_once
from tests.factories import NOON, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_deed_that_is_signed_twice_is_done_once(at):
    approval = ask_approval(
        kind="plugin.bell",
        stream="bell:1",
        facts={"times": 1},
        reason="It is noon.",
        by=UserFactory(vetting=True),
        at=NOON,
    )
    signers = [UserFactory(vetting=True), UserFactory(regulator=True)]

    results = both_at_once(
        *[
            lambda by=by: sign_approval(approval_id=approval.pk, by=by, at=NOON).state
            for by in signers
        ]
    )

    assert sorted(results) == ["approval.decided", "signed"]
    assert Event.objects.of("bell:1").count() == 1
