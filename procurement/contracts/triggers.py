"""What the database keeps of services under contract."""

from marketplace.triggers import Trigger, append_only, changed

FORGED_ENGAGEMENT = """NOT EXISTS (
    SELECT 1 FROM procurement_response AS response
    JOIN procurement_notice AS notice ON notice.id = response.notice_id
    WHERE response.id = NEW.response_id
    AND notice.id = NEW.notice_id
    AND notice.state = 'awarded'
    AND response.withdrawn_at IS NULL
    AND response.exclusion = ''
    AND response.agency_id = NEW.agency_id
    AND COALESCE(response.price_minor, notice.ceiling_minor) = NEW.price_minor
    AND notice.currency = NEW.currency
    AND NEW.price_minor <= notice.ceiling_minor
    AND NEW.promised_days <= NEW.standard_days
)"""

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
]

TRIGGERS = [
    Trigger(
        "procurement_contracts_engagement", "INSERT", "rests_on_an_answer", FORGED_ENGAGEMENT
    ),
    Trigger("procurement_contracts_engagement", "UPDATE", "keeps_its_pins", changed(*PINNED)),
    Trigger("procurement_contracts_engagement", "DELETE", "is_kept"),
    Trigger("procurement_contracts_engagement", "TRUNCATE", "is_kept"),
    *append_only("procurement_contracts_duedate"),
]
