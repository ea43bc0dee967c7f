"""What the database keeps of the log: published is published."""

from ..triggers import Trigger, append_only, changed

RECEIPT = "marketplace_log_receipt"

TRIGGERS = [
    *append_only("marketplace_log_lognode"),
    *append_only("marketplace_log_checkpoint"),
    *append_only("marketplace_log_cosignature"),
    Trigger(RECEIPT, "DELETE", "is_kept"),
    Trigger(RECEIPT, "TRUNCATE", "is_kept"),
    Trigger(
        RECEIPT,
        "UPDATE",
        "is_signed_once",
        changed("public_id", "key", "kind", "subject", "leaf", "event_id", "body", "issued_at")
        + " OR (OLD.signature <> '' AND NEW.signature <> OLD.signature)",
    ),
]
