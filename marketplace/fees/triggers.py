"""What the database keeps of schedules, overrides and assessments."""

from ..triggers import Trigger, append_only

USED = "EXISTS (SELECT 1 FROM marketplace_fees_feeassessment AS a WHERE a.schedule_id = OLD.id)"

TRIGGERS = [
    Trigger("marketplace_fees_feeschedule", "UPDATE", "is_kept_once_used", USED),
    Trigger("marketplace_fees_feeschedule", "DELETE", "is_kept_once_used", USED),
    *append_only("marketplace_fees_feeoverride"),
    *append_only("marketplace_fees_feeassessment"),
]
