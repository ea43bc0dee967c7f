"""What the database keeps of services under contract."""

from marketplace.triggers import Trigger, append_only, changed

ENGAGEMENT = "procurement_contracts_engagement"


def _of_lines(column: str, table: str) -> str:
    """Return the SQL of a notice's days: the longest line's, or their sum in sequence."""
    return (
        f"(SELECT CASE WHEN notice.lines_in_sequence THEN SUM({column}) "  # noqa: S608 -- ours
        f"ELSE MAX({column}) END FROM {table})"
    )


PROMISED = _of_lines(
    "promise.promised_days",
    "procurement_promise AS promise WHERE promise.response_id = response.id",
)
STANDARD = _of_lines(
    "line.standard_days", "procurement_noticeline AS line WHERE line.notice_id = notice.id"
)
FORGED_ENGAGEMENT = f"""NOT EXISTS (
    SELECT 1 FROM procurement_response AS response
    JOIN procurement_notice AS notice ON notice.id = response.notice_id
    JOIN procurement_award AS award ON award.notice_id = notice.id
    WHERE response.id = NEW.response_id
    AND notice.id = NEW.notice_id
    AND notice.state = 'awarded'
    AND response.withdrawn_at IS NULL
    AND response.exclusion = ''
    AND response.agency_id = NEW.agency_id
    AND (NEW.rank > 1 OR award.winner_id = NEW.agency_id)
    AND COALESCE(response.price_minor, notice.ceiling_minor) = NEW.price_minor
    AND notice.currency = NEW.currency
    AND NEW.price_minor <= notice.ceiling_minor
    AND NEW.promised_days = {PROMISED}
    AND NEW.standard_days = {STANDARD}
)"""  # noqa: S608 -- our own names

PINNED = [
    "notice_id",
    "agency_id",
    "response_id",
    "rank",
    "price_minor",
    "currency",
    "promised_days",
    "standard_days",
    "offered_at",
    "publicity_ends_at",
    "confirm_by",
]
# Times that are set once, and then stay.
ONCE = [
    "confirmed_at",
    "sign_by",
    "lapses_at",
    "signed_on",
    "contracted_at",
    "started_at",
    "accepted_at",
    "fallen_at",
]
UNGRANTED_DAYS = """NEW.extended_days <> COALESCE((
    SELECT SUM(extension.days) FROM procurement_contracts_extension AS extension
    WHERE extension.engagement_id = NEW.id AND extension.granted
), 0)"""
UNSTARTED = """NOT EXISTS (
    SELECT 1 FROM procurement_contracts_engagement AS engagement
    WHERE engagement.id = NEW.engagement_id
    AND engagement.started_at IS NOT NULL
    AND engagement.fallen_at IS NULL
    AND engagement.accepted_at IS NULL
)"""


def once(*columns: str) -> str:
    """Return the SQL condition that one of the columns was set and is changed."""
    return " OR ".join(
        f"(OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})"
        for column in columns
    )


def of_a_service(name: str, kept: list[str], set_once: list[str]) -> list[Trigger]:
    """Return the triggers of rows that happen while a service runs, and are kept."""
    table = f"procurement_contracts_{name}"
    return [
        Trigger(table, "INSERT", "happens_in_service", UNSTARTED),
        Trigger(table, "UPDATE", "stays", f"{changed(*kept)} OR {once(*set_once)}"),
        Trigger(table, "DELETE", "is_kept"),
        Trigger(table, "TRUNCATE", "is_kept"),
    ]


TRIGGERS = [
    Trigger(ENGAGEMENT, "INSERT", "rests_on_an_answer", FORGED_ENGAGEMENT),
    Trigger(ENGAGEMENT, "UPDATE", "keeps_its_pins", f"{changed(*PINNED)} OR {once(*ONCE)}"),
    Trigger(ENGAGEMENT, "UPDATE", "stays_fallen", "OLD.fallen_at IS NOT NULL"),
    Trigger(ENGAGEMENT, "UPDATE", "counts_grants", UNGRANTED_DAYS),
    Trigger(ENGAGEMENT, "DELETE", "is_kept"),
    Trigger(ENGAGEMENT, "TRUNCATE", "is_kept"),
    *of_a_service(
        "pause",
        ["engagement_id", "reason", "cause", "remark", "evidence_id", "paused_at", "paused_by_id"],
        ["resumed_at"],
    ),
    *of_a_service(
        "extension",
        ["engagement_id", "days", "reason", "evidence_id", "asked_at", "asked_by_id"],
        ["granted", "decided_at", "decided_by_id"],
    ),
    *of_a_service(
        "delivery",
        ["engagement_id", "number", "document_id", "remark", "submitted_at", "taken_days"],
        ["returned_at"],
    ),
    Trigger("procurement_contracts_duedate", "INSERT", "happens_in_service", UNSTARTED),
    *append_only("procurement_contracts_duedate"),
]
