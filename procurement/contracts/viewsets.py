"""Services under contract in Wagtail's admin."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from marketplace.backoffice import RecordColumn, RecordViewSet
from marketplace.permissions import DRAW, REGULATOR, REVIEW, SANCTIONS, VETTING

from .models import Engagement
from .permissions import may_ask_for_skip


def row_deeds(request, engagement: Engagement) -> list[HeaderButton]:
    """Return the ways to the service and, for a draw officer, to passing its candidate over."""
    here = reverse("contracts:service", args=[engagement.notice.public_id])
    buttons = [HeaderButton(_("The service's page"), url=here, icon_name="view")]
    if may_ask_for_skip(request.user) and engagement.fallen_at is None:
        url = reverse("contracts:skip", args=[engagement.notice.public_id])
        buttons.append(HeaderButton(_("Pass over the candidate"), url=url, icon_name="resubmit"))
    return buttons


class EngagementViewSet(RecordViewSet):
    """Every award and what became of it, candidates that fell away among them."""

    model = Engagement
    name = "engagement_register"
    menu_label = _("Services")
    menu_hook = "register_market_menu_item"
    icon = "clipboard-list"
    viewers = (VETTING, REVIEW, DRAW, SANCTIONS, REGULATOR)
    related = ("notice__owner__organisation", "notice__project", "agency__organisation")
    record_columns = (
        RecordColumn("notice", _("Notice"), "notice.public_id", sort_key="notice__public_id"),
        RecordColumn("agency", _("Agency"), "agency.name"),
        RecordColumn("owner", _("Project owner"), "notice.owner.name"),
        RecordColumn("rank", _("Rank"), sort_key="rank"),
        RecordColumn("state", _("State"), "notice.state_label", sort_key="notice__state"),
        RecordColumn("price", _("Price"), sort_key="price_minor"),
        RecordColumn("promised_days", _("Promised working days"), in_list=False),
        RecordColumn("offered_at", _("Awarded at"), sort_key="offered_at"),
        RecordColumn("confirmed_at", _("Confirmed at"), in_list=False),
        RecordColumn("started_at", _("Started at"), in_list=False),
        RecordColumn("delivered_at", _("Delivered at"), in_list=False),
        RecordColumn("accepted_at", _("Accepted at"), sort_key="accepted_at"),
        RecordColumn("fallen_at", _("Fell away at"), sort_key="fallen_at"),
    )
    list_filter = ["notice__state", "acceptance"]
    search_fields = [
        "notice__public_id",
        "agency__public_id",
        "agency__organisation__name_zh",
        "notice__project__name_zh",
    ]
    ordering = ["-offered_at"]
    row_deeds = staticmethod(row_deeds)
