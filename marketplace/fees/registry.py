"""Fee rules, offered by any installed app through ``register_fee_rules``."""

from ..registry import HookRegistry
from .domain.rule import FeeRule

fee_rules = HookRegistry("register_fee_rules", FeeRule)
