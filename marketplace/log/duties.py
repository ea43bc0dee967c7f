"""What the clock owes to the log: the tree, its checkpoints, and receipts still unsigned."""

import logging

from . import conf
from .models import Receipt
from .parts import NoSigner, SetBack, grow, head, sign_checkpoint
from .parts.heads import is_due
from .parts.receipts import sign_receipt

logger = logging.getLogger(__name__)
AT_ONCE = 200


def keep_tree(at) -> None:
    """Take what is new into the tree, and sign a checkpoint where one is due.

    Business goes on where it cannot be signed; after a minute that is an alarm.
    """
    grow()
    if not is_due(at):
        return
    try:
        sign_checkpoint(at)
    except (NoSigner, SetBack) as error:
        newest = head()
        late = newest is None or (at - newest.signed_at).total_seconds() > conf.PROMISE_SECONDS
        logger.log(logging.CRITICAL if late else logging.WARNING, "no checkpoint: %s", error)


def sign_waiting_receipts(at) -> None:
    """Sign the receipts that were given out while there was no signer."""
    for receipt in Receipt.objects.filter(signature="").order_by("pk")[:AT_ONCE]:
        if not sign_receipt(receipt).is_signed:
            return
