"""Agencies in Wagtail's admin: to look at only, because its edit views hold a transaction."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Agency


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
