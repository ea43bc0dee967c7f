"""What the database refuses although no constraint on one table can say it."""

from marketplace.triggers import Trigger, append_only

# What is no longer offered may stand as it was: the catalogue may have changed since.
PROMISE_TOO_LONG = """NEW.is_active AND NEW.committed_days > (
    SELECT item.standard_days FROM marketplace_serviceitem AS item WHERE item.id = NEW.item_id
)"""
PRICE_TOO_HIGH = """NEW.is_active AND NEW.price_minor > (
    SELECT item.cap_minor FROM marketplace_serviceitem AS item WHERE item.id = NEW.item_id
)"""
GRADE_OF_ANOTHER_TYPE = """NEW.type_id <> (
    SELECT grade.type_id FROM marketplace_credentialgrade AS grade WHERE grade.id = NEW.grade_id
)"""

TRIGGERS = [
    *append_only("agencies_decision"),
    Trigger("agencies_listedservice", "INSERT", "promises_within_standard", PROMISE_TOO_LONG),
    Trigger("agencies_listedservice", "UPDATE", "promises_within_standard", PROMISE_TOO_LONG),
    Trigger("agencies_listedservice", "INSERT", "is_offered_within_cap", PRICE_TOO_HIGH),
    Trigger("agencies_listedservice", "UPDATE", "is_offered_within_cap", PRICE_TOO_HIGH),
    Trigger("agencies_credential", "INSERT", "grade_is_of_its_type", GRADE_OF_ANOTHER_TYPE),
    Trigger("agencies_credential", "UPDATE", "grade_is_of_its_type", GRADE_OF_ANOTHER_TYPE),
    Trigger(
        "agencies_agency",
        "UPDATE",
        "keeps_its_id",
        "NEW.public_id <> OLD.public_id OR NEW.organisation_id <> OLD.organisation_id",
    ),
]
