"""Owners, projects and notices in Wagtail's admin, and everything that happened."""

from __future__ import annotations

from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from marketplace.backoffice import RecordColumn, RecordViewSet
from marketplace.models import Event
from marketplace.permissions import (
    ADMINISTRATOR,
    AUDITOR,
    DRAW,
    REGULATOR,
    REVIEW,
    SANCTIONS,
    VETTING,
)

from .domain.lifecycle import State
from .models import Notice, Owner, Project
from .permissions import may_see_reviews

WATCHERS = (VETTING, REVIEW, DRAW, SANCTIONS, REGULATOR, AUDITOR, ADMINISTRATOR)
NEVER_SHOWN = (State.DRAFT.value, State.RETURNED.value)  # an owner's own until it is handed in
PREFIX = "notice:"


class OwnerViewSet(RecordViewSet):
    model = Owner
    name = "owner_register"
    menu_label = _("Register of owners")
    icon = "home"
    viewers = WATCHERS
    related = ("organisation",)
    record_columns = (
        RecordColumn("public_id", _("Public number"), sort_key="public_id"),
        RecordColumn(
            "name_zh", _("Name"), "organisation.name_zh", sort_key="organisation__name_zh"
        ),
        RecordColumn("name_en", _("English name"), "organisation.name_en", in_list=False),
        RecordColumn("credit_code", _("Credit code"), "organisation.credit_code"),
        RecordColumn("state", _("State"), "get_state_display", sort_key="state"),
        RecordColumn("contact_name", _("Contact person"), in_list=False),
        RecordColumn("contact_phone", _("Telephone"), in_list=False),
        RecordColumn("applied_at", _("Applied at"), sort_key="applied_at"),
        RecordColumn("verified_at", _("Verified at"), sort_key="verified_at"),
    )
    list_filter = ["state"]
    search_fields = ["public_id", "organisation__name_zh", "organisation__credit_code"]
    ordering = ["public_id"]


class ProjectViewSet(RecordViewSet):
    model = Project
    name = "project_register"
    menu_label = _("Projects")
    icon = "folder-open-1"
    viewers = WATCHERS
    related = ("owner__organisation", "region")
    record_columns = (
        RecordColumn("public_id", _("Public number"), sort_key="public_id"),
        RecordColumn("name_zh", _("Name"), sort_key="name_zh"),
        RecordColumn("code", _("Investment project code"), sort_key="code"),
        RecordColumn("owner", _("Project owner"), "owner.name"),
        RecordColumn("region", _("Region"), "region.name"),
        RecordColumn("investment", _("Total investment"), sort_key="investment_minor"),
    )
    list_filter = ["region"]
    search_fields = ["public_id", "code", "name_zh", "owner__organisation__name_zh"]
    ordering = ["public_id"]


def notice_deeds(request, notice: Notice) -> list[HeaderButton]:
    """Return the buttons for what this person may do with the notice as it stands."""
    buttons = []
    if notice.is_in_review() and may_see_reviews(request.user):
        url = reverse("procurement:review_notice", args=[notice.public_id])
        buttons.append(HeaderButton(_("Review it"), url=url, icon_name="edit"))
    if notice.published_at is not None:
        url = notice.get_absolute_url()
        buttons.append(HeaderButton(_("Public page"), url=url, icon_name="view"))
    return buttons


class NoticeViewSet(RecordViewSet):
    """Notices from the moment they are handed in; never how many have answered."""

    model = Notice
    name = "notice_register"
    menu_label = _("Notices")
    icon = "doc-full"
    viewers = WATCHERS
    related = ("owner__organisation", "project")
    fetched = ("lines__item",)
    record_columns = (
        RecordColumn("public_id", _("Public number"), sort_key="public_id"),
        RecordColumn("title", _("Title")),
        RecordColumn("owner", _("Project owner"), "owner.name"),
        RecordColumn("mode", _("Selection mode"), "mode_label", sort_key="mode_key"),
        RecordColumn("state", _("State"), "state_label", sort_key="state"),
        RecordColumn("ceiling", _("Ceiling"), sort_key="ceiling_minor"),
        RecordColumn("submitted_at", _("Handed in at"), in_list=False),
        RecordColumn("published_at", _("Published at"), sort_key="published_at"),
        RecordColumn("closes_at", _("Closes at"), sort_key="closes_at"),
        RecordColumn("failure", _("Why it failed"), in_list=False),
    )
    list_filter = ["state", "mode_key"]
    search_fields = ["public_id", "project__name_zh", "owner__organisation__name_zh"]
    ordering = ["-published_at"]
    shown = staticmethod(lambda rows: rows.exclude(state__in=NEVER_SHOWN))
    row_deeds = staticmethod(notice_deeds)


def without_sealed(rows):
    """Leave out answers to notices that are still open: nobody learns how many there are."""
    still_open = Notice.objects.filter(state=State.OPEN.value)
    streams = still_open.values_list(Concat(Value(PREFIX), "public_id"))
    return rows.exclude(Q(kind__startswith="response.") & Q(stream__in=streams))


class EventViewSet(RecordViewSet):
    """What happened, as everybody may read it; in the order in which it did.

    An event's number in its stream is not shown: it would count the answers before it.
    """

    model = Event
    name = "event_register"
    menu_label = _("Everything that happened")
    menu_hook = "register_reports_menu_item"
    icon = "history"
    viewers = (REGULATOR, AUDITOR, ADMINISTRATOR)
    record_columns = (
        RecordColumn("kind", _("What happened"), sort_key="kind"),
        RecordColumn("stream", _("What it is about"), sort_key="stream"),
        RecordColumn("at", _("Moment"), sort_key="at"),
        RecordColumn("facts", _("Public facts"), in_list=False),
    )
    list_filter = ["kind"]
    search_fields = ["stream", "kind"]
    ordering = ["-pk"]
    shown = staticmethod(without_sealed)


class MarketGroup(ViewSetGroup):
    """Notices, projects and owners, in one entry of the menu."""

    menu_label = _("Notices and owners")
    menu_icon = "doc-full"
    menu_order = 120
    submenu_hook = "register_market_menu_item"
    items = (NoticeViewSet, ProjectViewSet, OwnerViewSet)
