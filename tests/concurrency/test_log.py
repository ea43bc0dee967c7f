"""Several at once: one tree, one order of checkpoints, one receipt a key."""

import pytest
from django.db import transaction

from marketplace.log.models import Checkpoint, LogNode, Receipt
from marketplace.log.parts import grow, issue_receipt, publish
from marketplace.log.verification import verify_log
from marketplace.models import Event
from tests.concurrency.both_at_once import both_at_once
from tests.factories import NOON

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


@pytest.fixture
def event():
    with transaction.atomic():
        for _step in range(40):
            event = Event.append("a", "x.done", at=NOON)
    return event


def test_a_key_has_one_receipt_however_many_ask(event):
    publish(NOON)

    def ask():
        receipt = issue_receipt(
            kind="bid", subject="x", event=event, arrival=NOON, at=NOON, key="one"
        )
        return receipt.body, receipt.signature

    given = both_at_once(*[ask] * AT_ONCE)

    assert len(set(given)) == 1
    assert Receipt.objects.count() == 1


def test_the_tree_grows_once_however_many_let_it_grow(event):
    publish(NOON)
    with transaction.atomic():
        for _step in range(40):
            Event.append("b", "x.done", at=NOON)

    both_at_once(*[lambda: publish(NOON)] * AT_ONCE, *[grow] * AT_ONCE)

    assert verify_log() == 81
    assert LogNode.objects.count() == 40 + 20 + 10 + 5 + 2 + 1
    sizes = list(Checkpoint.objects.order_by("pk").values_list("size", flat=True))
    assert sizes == sorted(sizes)
    assert sizes[-1] == 81
