"""A draw's list and seed are written once; of dice, pools and chains nothing is taken back."""

from ..triggers import Trigger, append_only, changed

DRAW, SLOT = "marketplace_draw_draw", "marketplace_draw_slot"


def once(column: str, empty: str) -> str:
    """Return the SQL condition that a column which has a value gets another."""
    return f"(OLD.{column} IS DISTINCT FROM {empty} AND NEW.{column} IS DISTINCT FROM OLD.{column})"


TRIGGERS = [
    Trigger(DRAW, "DELETE", "is_kept"),
    Trigger(DRAW, "TRUNCATE", "is_kept"),
    Trigger(
        DRAW,
        "UPDATE",
        "keeps_its_list_and_seed",
        f"""{changed("public_id", "subject", "source", "candidates")}
        OR ({changed("freeze_hash", "freeze", "frozen_at", "slot_id", "moves")})
        AND (OLD.seed <> '' OR OLD.slot_id IS NULL OR NEW.moves <> OLD.moves + 1)
        OR {once("seed", "''")} OR {once("voided_at", "NULL")} OR {once("void_reason", "''")}""",
    ),
    Trigger(SLOT, "DELETE", "is_kept"),
    Trigger(SLOT, "TRUNCATE", "is_kept"),
    Trigger(
        SLOT,
        "UPDATE",
        "keeps_its_times",
        changed("public_id", "cut_off", "opens_at", "closes_at", "publish_by"),
    ),
    Trigger(
        SLOT,
        "UPDATE",
        "is_written_once",
        " OR ".join(
            [
                once("output", "''"),
                *(once(name, "NULL") for name in ("chain_id", "link", "steps", "published_at")),
                "(OLD.state IN ('done', 'void', 'unused') AND NEW.state <> OLD.state)",
            ]
        ),
    ),
    *(
        trigger
        for table in (
            "marketplace_draw_appointment",
            "marketplace_draw_chain",
            "marketplace_draw_delaypoint",
            "marketplace_draw_die",
            "marketplace_draw_incident",
            "marketplace_draw_pool",
            "marketplace_draw_promiseddie",
            "marketplace_draw_proof",
        )
        for trigger in append_only(table)
    ),
]
