"""The demo clock never runs backwards: what was late stays late."""

from marketplace.triggers import Trigger

TRIGGERS = [
    Trigger("demo_clockoffset", "UPDATE", "only_grows", "NEW.seconds < OLD.seconds"),
    Trigger("demo_clockoffset", "DELETE", "is_kept"),
    Trigger("demo_clockoffset", "TRUNCATE", "is_kept"),
]
