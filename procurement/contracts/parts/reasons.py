"""What people write: a reason or a remark, in plain text of a bearable length."""

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import composed, hidden_character

REASON_MAX = 1000


def plain_reason(text: str) -> str:
    """Return a reason as it is stored.

    Raises:
        Refusal: ``reason.missing`` for a missing, hidden or overlong one.
    """
    reason = composed(text or "").strip()
    if not reason or len(reason) > REASON_MAX or hidden_character(reason, lines=True):
        raise Refusal(
            "reason.missing",
            _("Nothing was changed: a reason in plain text is needed."),
            _("Write the reason, in at most %(limit)d characters.") % {"limit": REASON_MAX},
        )
    return reason
