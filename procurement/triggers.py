"""What the database refuses although no constraint on one table can say it."""

from marketplace.triggers import Trigger, append_only, changed

FROZEN = [
    "public_id",
    "hall_id",
    "rules_id",
    "owner_id",
    "project_id",
    "follows_id",
    "scope",
    "complaint_phone",
    "mode_key",
    "mode_version",
    "mode_params",
    "lines_in_sequence",
    "cap_minor",
    "ceiling_minor",
    "floor_minor",
    "currency",
    "fiscal_share_bp",
    "min_answers",
    "closes_at",
    "published_at",
]
PARTS = ["procurement_noticeline", "procurement_noticerequirement", "procurement_avoidance"]

FORGED_ANSWER = """NOT EXISTS (
    SELECT 1 FROM procurement_notice AS notice
    WHERE notice.id = NEW.notice_id
    AND notice.state = 'open'
    AND notice.closes_at = NEW.deadline_at
    AND notice.currency = NEW.currency
    AND notice.ceiling_minor = NEW.ceiling_minor
    AND notice.floor_minor IS NOT DISTINCT FROM NEW.floor_minor
)"""

FORGED_PROMISE = """NOT EXISTS (
    SELECT 1 FROM procurement_noticeline AS line
    JOIN procurement_response AS response ON response.notice_id = line.notice_id
    WHERE line.id = NEW.line_id
    AND response.id = NEW.response_id
    AND line.required_days = NEW.required_days
)"""

FORGED_AWARD = """NOT EXISTS (
    SELECT 1 FROM procurement_response AS response
    JOIN procurement_notice AS notice ON notice.id = response.notice_id
    WHERE notice.id = NEW.notice_id
    AND notice.state = 'awarded'
    AND notice.currency = NEW.currency
    AND response.agency_id = NEW.winner_id
    AND response.withdrawn_at IS NULL
    AND response.exclusion = ''
    AND COALESCE(response.price_minor, notice.ceiling_minor) = NEW.price_minor
    AND NEW.price_minor <= notice.ceiling_minor
)"""

WRONG_SUMS = """OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND (
    NEW.ceiling_minor IS DISTINCT FROM (
        SELECT SUM(line.ceiling_minor) FROM procurement_noticeline AS line
        WHERE line.notice_id = NEW.id
    )
    OR EXISTS (
        SELECT 1 FROM procurement_noticeline AS line
        JOIN marketplace_serviceitem AS item ON item.id = line.item_id
        WHERE line.notice_id = NEW.id
        AND (
            line.ceiling_minor IS NULL
            OR line.required_days IS NULL
            OR line.cap_minor IS DISTINCT FROM item.cap_minor
            OR line.standard_days <> item.standard_days
        )
    )
)"""


def frozen_with_the_notice(table: str) -> list[Trigger]:
    """Return the triggers that keep a part of a published notice as it was published."""

    def published(row: str) -> str:
        return (
            "EXISTS (SELECT 1 FROM procurement_notice AS notice "  # noqa: S608 -- our own names
            f"WHERE notice.id = {row}.notice_id AND notice.published_at IS NOT NULL)"
        )

    return [
        Trigger(table, "INSERT", "is_frozen", published("NEW")),
        Trigger(table, "UPDATE", "is_frozen", f"{published('OLD')} OR {published('NEW')}"),
        Trigger(table, "DELETE", "is_frozen", published("OLD")),
    ]


TRIGGERS = [
    Trigger(
        "procurement_notice",
        "UPDATE",
        "is_frozen",
        f"OLD.published_at IS NOT NULL AND ({changed(*FROZEN)})",
    ),
    Trigger("procurement_notice", "UPDATE", "publishes_true_sums", WRONG_SUMS),
    Trigger("procurement_notice", "INSERT", "begins_as_draft", "NEW.published_at IS NOT NULL"),
    Trigger("procurement_notice", "DELETE", "is_frozen", "OLD.published_at IS NOT NULL"),
    *(trigger for table in PARTS for trigger in frozen_with_the_notice(table)),
    Trigger("procurement_response", "INSERT", "pins_the_notice", FORGED_ANSWER),
    Trigger(
        "procurement_response",
        "UPDATE",
        "keeps_its_pins",
        changed(
            "notice_id",
            "agency_id",
            "price_minor",
            "ceiling_minor",
            "floor_minor",
            "currency",
            "received_at",
            "recorded_at",
            "deadline_at",
        )
        + " OR (OLD.withdrawn_at IS NOT NULL"
        + " AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)"
        + " OR (OLD.exclusion <> '' AND NEW.exclusion <> OLD.exclusion)",
    ),
    Trigger("procurement_response", "DELETE", "is_kept"),
    Trigger("procurement_response", "TRUNCATE", "is_kept"),
    Trigger("procurement_promise", "INSERT", "pins_the_line", FORGED_PROMISE),
    *append_only("procurement_promise"),
    Trigger("procurement_award", "INSERT", "rests_on_an_answer", FORGED_AWARD),
    *append_only("procurement_award"),
    *append_only("procurement_skip"),
]
