"""What the database refuses although no constraint on one table can say it."""

from marketplace.triggers import Trigger

PROMISE_TOO_LONG = """NEW.committed_days > (
    SELECT item.standard_days FROM marketplace_serviceitem AS item WHERE item.id = NEW.item_id
)"""

TRIGGERS = [
    Trigger("agencies_listedservice", "INSERT", "promises_within_standard", PROMISE_TOO_LONG),
    Trigger("agencies_listedservice", "UPDATE", "promises_within_standard", PROMISE_TOO_LONG),
    Trigger(
        "agencies_agency",
        "UPDATE",
        "keeps_its_id",
        "NEW.public_id <> OLD.public_id OR NEW.organisation_id <> OLD.organisation_id",
    ),
]
