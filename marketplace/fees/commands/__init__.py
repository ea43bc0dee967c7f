"""What is done to fees: load schedules, give a hall its own terms, take them back."""

from .load_fee_schedules import load_fee_schedules
from .override_fee import override_fee
from .ask_manual_cap import ask_manual_cap
from .withdraw_override import withdraw_override

__all__ = ["load_fee_schedules", "override_fee", "ask_manual_cap", "withdraw_override"]
