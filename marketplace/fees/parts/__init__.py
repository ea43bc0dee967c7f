"""What other rooms ask of fees: the terms of an item, what they give, and keeping it."""

from .finding import Assessed, assess, curve, store
from .overrides import add_override, standing_override, withdraw_standing
from .terms import (
    FeeTerms,
    check_item,
    inputs_for,
    shipped,
    source_line,
    terms_for,
    terms_of_items,
    terms_of_schedule,
)

__all__ = [
    "Assessed",
    "FeeTerms",
    "add_override",
    "assess",
    "check_item",
    "curve",
    "inputs_for",
    "shipped",
    "source_line",
    "standing_override",
    "store",
    "terms_for",
    "terms_of_items",
    "terms_of_schedule",
    "withdraw_standing",
]
