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
    "published_at",
    "submitted_at",
    "review_by",
]
PARTS = [
    "procurement_noticeline",
    "procurement_noticerequirement",
    "procurement_avoidance",
    "procurement_attachment",
]

# The close of a published notice moves only as far as a row of its own says.
POSTPONED = """EXISTS (
    SELECT 1 FROM procurement_deadlineextension AS extension
    WHERE extension.notice_id = NEW.{key}
    AND extension.from_at = OLD.{moment}
    AND extension.to_at = NEW.{moment}
)"""
MOVED_CLOSE = f"""({changed("closes_at")}
    AND NOT {POSTPONED.format(key="id", moment="closes_at")})"""
MOVED_PIN = f"""({changed("deadline_at")}
    AND NOT {POSTPONED.format(key="notice_id", moment="deadline_at")})"""

FORGED_EXTENSION = """NOT EXISTS (
    SELECT 1 FROM procurement_notice AS notice
    WHERE notice.id = NEW.notice_id
    AND notice.state = 'open'
    AND notice.closes_at = NEW.from_at
)"""

UNVERIFIED_OWNER = """OLD.published_at IS NULL AND NEW.published_at IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM procurement_owner AS owner
        WHERE owner.id = NEW.owner_id AND owner.state = 'verified'
    )"""

CLOSED_TO_QUESTIONS = """NOT EXISTS (
    SELECT 1 FROM procurement_notice AS notice
    WHERE notice.id = NEW.notice_id
    AND notice.state = 'open'
    AND NEW.asked_at < notice.closes_at
)"""

CLOSED_TO_REPLIES = """NOT EXISTS (
    SELECT 1 FROM procurement_question AS question
    JOIN procurement_notice AS notice ON notice.id = question.notice_id
    WHERE question.id = NEW.question_id
    AND notice.state = 'open'
    AND NEW.replied_at < notice.closes_at
)"""

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

# The newest of a hall's own terms for the line's item, unless it gives the item's own back.
STANDING_OVERRIDE = """SELECT standing.id FROM marketplace_fees_feeoverride AS standing
    WHERE standing.hall_id = NEW.hall_id
    AND standing.item_id = line.item_id
    AND NOT standing.withdrawn
    AND NOT EXISTS (
        SELECT 1 FROM marketplace_fees_feeoverride AS later
        WHERE later.hall_id = standing.hall_id
        AND later.item_id = standing.item_id
        AND later.version > standing.version
    )"""

# Without an assessment the cap is the item's own fixed one, and nothing else speaks of it.
ITEMS_OWN_CAP = f"""(
    line.assessment_id IS NULL
    AND item.fee_schedule = ''
    AND line.floor_minor IS NULL
    AND line.cap_minor IS NOT DISTINCT FROM item.cap_minor
    AND NOT EXISTS ({STANDING_OVERRIDE})
)"""

# With one, it is of this item in this hall, by the terms in force, and gave these figures.
ASSESSED_CAP = f"""EXISTS (
    SELECT 1 FROM marketplace_fees_feeassessment AS made
    LEFT JOIN marketplace_fees_feeschedule AS schedule ON schedule.id = made.schedule_id
    WHERE made.id = line.assessment_id
    AND made.hall_id = NEW.hall_id
    AND made.item_id = line.item_id
    AND made.currency = line.currency
    AND made.cap_minor IS NOT DISTINCT FROM line.cap_minor
    AND made.floor_minor IS NOT DISTINCT FROM line.floor_minor
    AND made.override_id IS NOT DISTINCT FROM ({STANDING_OVERRIDE})
    AND (
        made.override_id IS NOT NULL
        OR (
            schedule.key = item.fee_schedule
            AND (made.kind = item.fee_kind OR item.fee_kind = '')
            AND made.policy = item.fee_policy
        )
    )
)"""  # noqa: S608 -- our own names

WRONG_LINE = f"""EXISTS (
    SELECT 1 FROM procurement_noticeline AS line
    JOIN marketplace_serviceitem AS item ON item.id = line.item_id
    WHERE line.notice_id = NEW.id
    AND (
        line.ceiling_minor IS NULL
        OR line.required_days IS NULL
        OR line.standard_days <> item.standard_days
        OR NOT ({ITEMS_OWN_CAP} OR {ASSESSED_CAP})
    )
)"""  # noqa: S608 -- our own names


def summed(column: str) -> str:
    """Return the SQL of a column's sum over the lines; none as soon as one line has none."""
    return (
        f"(SELECT CASE WHEN COUNT(*) = COUNT(line.{column}) THEN SUM(line.{column}) END "  # noqa: S608 -- our own names
        "FROM procurement_noticeline AS line WHERE line.notice_id = NEW.id)"
    )


SUMS = ("ceiling_minor", "cap_minor", "floor_minor")
WRONG_SUM = " OR ".join(f"NEW.{each} IS DISTINCT FROM {summed(each)}" for each in SUMS)
WRONG_SUMS = (
    f"OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND ({WRONG_SUM} OR {WRONG_LINE})"
)


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
        f"OLD.published_at IS NOT NULL AND ({changed(*FROZEN)} OR {MOVED_CLOSE})",
    ),
    Trigger("procurement_notice", "UPDATE", "publishes_true_sums", WRONG_SUMS),
    Trigger("procurement_notice", "UPDATE", "has_a_verified_owner", UNVERIFIED_OWNER),
    Trigger(
        "procurement_owner",
        "UPDATE",
        "stays_verified",
        f"OLD.state = 'verified' AND ({changed('state', 'verified_at')})",
    ),
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
        )
        + f" OR {MOVED_PIN}"
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
    Trigger("procurement_deadlineextension", "INSERT", "is_of_an_open_notice", FORGED_EXTENSION),
    *append_only("procurement_deadlineextension"),
    Trigger("procurement_question", "INSERT", "is_asked_in_time", CLOSED_TO_QUESTIONS),
    *append_only("procurement_question"),
    Trigger("procurement_reply", "INSERT", "is_given_in_time", CLOSED_TO_REPLIES),
    *append_only("procurement_reply"),
]
