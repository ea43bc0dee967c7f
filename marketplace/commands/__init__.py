"""What changes the hall, its calendar and its catalogue, in the order of the story."""

from .open_hall import open_hall
from .adopt_rules import adopt_rules
from .set_calendar_day import set_calendar_day
from .withdraw_calendar_day import withdraw_calendar_day
from .load_catalogue import CatalogueChange, load_catalogue

__all__ = [
    "open_hall",
    "adopt_rules",
    "set_calendar_day",
    "withdraw_calendar_day",
    "load_catalogue",
    "CatalogueChange",
]
