"""A draw's list and seed are written once."""

from ..triggers import Trigger

TRIGGERS = [
    Trigger("marketplace_draw_draw", "DELETE", "is_kept"),
    Trigger("marketplace_draw_draw", "TRUNCATE", "is_kept"),
    Trigger(
        "marketplace_draw_draw",
        "UPDATE",
        "keeps_its_list_and_seed",
        """NEW.public_id <> OLD.public_id
        OR NEW.subject <> OLD.subject
        OR NEW.source <> OLD.source
        OR NEW.freeze_hash <> OLD.freeze_hash
        OR NEW.candidates <> OLD.candidates
        OR NEW.frozen_at <> OLD.frozen_at
        OR (OLD.seed <> '' AND NEW.seed <> OLD.seed)""",
    ),
]
