"""Agencies in Wagtail's admin: to look at only, because its edit views hold a transaction."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BasePermissionPolicy

from marketplace.permissions import IN_WAGTAIL, has_duty

from .models import Agency


class LookingOnly(BasePermissionPolicy):
    """Lets those who work in Wagtail's admin look, and nobody change anything there."""

    def user_has_permission(self, user, action):
        return (
            action == "view"
            and user.is_active
            and (user.is_superuser or has_duty(user, *IN_WAGTAIL))
        )

    def users_with_any_permission(self, actions):
        if "view" not in actions:
            return get_user_model().objects.none()
        looking = Q(is_superuser=True) | Q(groups__name__in=IN_WAGTAIL)
        return get_user_model().objects.filter(looking, is_active=True).distinct()


class AgencyViewSet(ModelViewSet):
    """Lists and shows agencies. What can be done to them is done on the hall's own pages."""

    model = Agency
    name = "agency_register"  # ours are "agencies": namespaces must differ
    menu_label = _("Agencies")
    icon = "group"
    add_to_admin_menu = True
    menu_order = 300
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    list_display = ["public_id", "name", "state_label", "region", "listed_at"]
    list_filter = ["state", "region"]
    ordering = ["public_id"]
    form_fields = []
    inspect_view_fields = [
        "public_id",
        "organisation",
        "region",
        "address",
        "contact_phone",
        "contact_email",
        "introduction_zh",
        "introduction_en",
        "state",
        "state_reason",
        "submitted_at",
        "listed_at",
    ]

    @cached_property
    def permission_policy(self):
        return LookingOnly(Agency)
