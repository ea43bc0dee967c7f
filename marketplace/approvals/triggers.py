"""What the database keeps of second signatures."""

from ..triggers import Trigger, changed

TRIGGERS = [
    Trigger(
        "marketplace_approvals_approval",
        "UPDATE",
        "asks_for_one_deed",
        "OLD.state <> 'pending' OR "
        + changed("public_id", "kind", "stream", "facts", "reason", "asked_by_id", "asked_at"),
    ),
    Trigger("marketplace_approvals_approval", "DELETE", "is_kept"),
    Trigger("marketplace_approvals_approval", "TRUNCATE", "is_kept"),
]
