"""Agencies in Wagtail's admin: the register, the queue and the sanctions in one group."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from marketplace.backoffice import RecordColumn, RecordViewSet

from .domain.lifecycle import AGENCY, State, Step
from .models import Agency
from .permissions import may_sanction, may_see_queue, may_vet

SANCTIONS = (Step.SUSPEND, Step.REINSTATE, Step.REMOVE)
COLUMNS = (
    RecordColumn("name_zh", _("Name"), "organisation.name_zh", sort_key="organisation__name_zh"),
    RecordColumn("public_id", _("Public number"), sort_key="public_id"),
    RecordColumn("name_en", _("English name"), "organisation.name_en", in_list=False),
    RecordColumn("credit_code", _("Credit code"), "organisation.credit_code"),
    RecordColumn("state", _("State"), "state_label", sort_key="state"),
    RecordColumn("region", _("Region"), "region.name", sort_key="region__code"),
    RecordColumn("address", _("Address"), in_list=False),
    RecordColumn("contact_phone", _("Telephone"), in_list=False),
    RecordColumn("contact_email", _("E-mail"), in_list=False),
    RecordColumn("state_reason", _("Reason for the state"), in_list=False),
    RecordColumn("submitted_at", _("Submitted at"), sort_key="submitted_at"),
    RecordColumn("listed_at", _("Listed at"), sort_key="listed_at"),
)


def row_deeds(request, agency: Agency) -> list[HeaderButton]:
    """Return the buttons for what this person may do with the agency as it stands."""
    buttons = []
    if may_vet(request.user) and agency.state == State.IN_VETTING:
        url = reverse("agencies_desk:application", args=[agency.public_id])
        buttons.append(HeaderButton(_("Check the application"), url=url, icon_name="tasks"))
    if may_sanction(request.user) and any(AGENCY.allows(agency.state, step) for step in SANCTIONS):
        url = reverse("agencies_desk:sanction", args=[agency.public_id])
        buttons.append(HeaderButton(_("Sanctions"), url=url, icon_name="warning"))
    if agency.is_public():
        url = agency.get_absolute_url()
        buttons.append(HeaderButton(_("Public page"), url=url, icon_name="view"))
    return buttons


class AgencyViewSet(RecordViewSet):
    """Lists and shows agencies; what is done to them are deeds of the desk."""

    model = Agency
    name = "agency_register"  # ours are "agencies": namespaces must differ
    menu_label = _("Register of agencies")
    icon = "group"
    record_columns = COLUMNS
    related = ("organisation", "region")
    list_filter = ["state", "region"]
    search_fields = [
        "public_id",
        "organisation__name_zh",
        "organisation__name_en",
        "organisation__credit_code",
    ]
    ordering = ["public_id"]
    row_deeds = staticmethod(row_deeds)


class QueueItem(MenuItem):
    """The way to the queue, for those who see it."""

    def is_shown(self, request) -> bool:
        return may_see_queue(request.user)


class SanctionsItem(MenuItem):
    """The way to the sanctions, for those whose duty they are."""

    def is_shown(self, request) -> bool:
        return may_sanction(request.user)


class AgenciesGroup(ViewSetGroup):
    """Everything about agencies, in one entry of the menu."""

    menu_label = _("Agencies")
    menu_icon = "group"
    menu_order = 110
    submenu_hook = "register_agencies_menu_item"
    items = (AgencyViewSet,)
