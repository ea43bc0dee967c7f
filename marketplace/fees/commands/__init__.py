"""What is done to fees: load schedules, give a hall its own terms, take them back."""

from .load_fee_schedules import load_fee_schedules

__all__ = ["load_fee_schedules"]
