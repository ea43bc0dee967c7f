"""Who may do what with fee schedules in Wagtail's admin."""

from wagtail.permissions import register_permission_policy

from marketplace.permissions import EDITOR
from marketplace.policies import CATALOGUE_EDITORS, DutyPolicy


def register_policies() -> None:
    """Let those who keep the catalogue keep the schedules; nobody deletes one."""
    from .models import FeeSchedule

    policy = DutyPolicy(FeeSchedule, editors=CATALOGUE_EDITORS, viewers=[EDITOR])
    register_permission_policy(FeeSchedule, policy)
