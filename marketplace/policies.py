"""Who may do what in Wagtail's admin: by duty, and nobody deletes what is on record."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from .permissions import ADMINISTRATOR, EDITOR, REVIEW, has_duty

CATALOGUE_EDITORS = (ADMINISTRATOR, REVIEW)
EDITING = frozenset({"add", "change"})


class DutyPolicy(BasePermissionPolicy):
    """Lets some duties add and change, some look, and nobody delete."""

    def __init__(self, model, *, editors=(), viewers=()) -> None:
        super().__init__(model)
        self.editors = frozenset(editors)
        self.viewers = frozenset(viewers) | self.editors

    def user_has_permission(self, user, action) -> bool:
        """Return whether a duty of the user lets them do it; superusers do what editors do."""
        duties = self._duties({action})
        return bool(duties) and user.is_active and (user.is_superuser or has_duty(user, *duties))

    def users_with_any_permission(self, actions):
        duties = self._duties(set(actions))
        users = get_user_model().objects.filter(is_active=True)
        if not duties:
            return users.none()
        return users.filter(Q(is_superuser=True) | Q(groups__name__in=duties)).distinct()

    def _duties(self, actions) -> frozenset[str]:
        allowed = self.editors if actions & EDITING else frozenset()
        return allowed | (self.viewers if "view" in actions else frozenset())


def register_policies() -> None:
    """Tell Wagtail who works on the catalogue and who looks at the hall's record."""
    from .models import (
        Bundle,
        CalendarDay,
        CredentialType,
        Department,
        Hall,
        HallRules,
        ProjectType,
        Region,
        ServiceCategory,
        ServiceItem,
    )

    catalogue = (Region, Department, ServiceCategory, CredentialType, ServiceItem, Bundle)
    for model in (*catalogue, ProjectType):
        policy = DutyPolicy(model, editors=CATALOGUE_EDITORS, viewers=[EDITOR])
        register_permission_policy(model, policy)
    for model in (Hall, HallRules, CalendarDay):
        register_permission_policy(model, DutyPolicy(model, viewers=CATALOGUE_EDITORS))
