"""Draws to supervise in Wagtail's admin: slots with their state, draws, incidents."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from ..backoffice import RecordColumn, RecordViewSet
from ..permissions import ADMINISTRATOR, AUDITOR, DRAW, REGULATOR
from .models import Draw, Incident, Slot

WATCHERS = (DRAW, REGULATOR, AUDITOR, ADMINISTRATOR)


def public_page(slot: Slot | None) -> list[HeaderButton]:
    """Return the way to a slot's page, where everybody sees it run."""
    try:
        url = slot and reverse("draws:slot", args=[slot.public_id])
    except NoReverseMatch:  # installed without its pages
        url = None
    return [HeaderButton(_("Public page"), url=url, icon_name="view")] if url else []


class SlotViewSet(RecordViewSet):
    """The public times at which draws are made, how far each is, and what went wrong."""

    model = Slot
    name = "slot_register"
    menu_label = _("Slots")
    icon = "date"
    viewers = WATCHERS
    fetched = ("draws", "incidents")
    record_columns = (
        RecordColumn("public_id", _("Slot"), sort_key="public_id"),
        RecordColumn("state", _("State"), "get_state_display", sort_key="state"),
        RecordColumn("draws", _("Draws"), lambda slot: len(slot.draws.all())),
        RecordColumn("incidents", _("Incidents"), lambda slot: len(slot.incidents.all())),
        RecordColumn("cut_off", _("List of draws closes at"), in_list=False),
        RecordColumn("opens_at", _("Dice from"), sort_key="opens_at"),
        RecordColumn("closes_at", _("Dice until"), sort_key="closes_at"),
        RecordColumn("published_at", _("Pool published at")),
        RecordColumn("steps", _("Steps of stirring"), in_list=False),
        RecordColumn("stirred_at", _("Stirred at")),
        RecordColumn(
            "what",
            _("What went otherwise than planned"),
            lambda slot: "\n".join(str(each.get_kind_display()) for each in slot.incidents.all()),
            in_list=False,
        ),
    )
    list_filter = ["state"]
    search_fields = ["public_id"]
    ordering = ["-opens_at"]
    row_deeds = staticmethod(lambda request, slot: public_page(slot))


class DrawViewSet(RecordViewSet):
    """Frozen lists, when each got its seed, and whether it was moved or declared void."""

    model = Draw
    name = "draw_register"
    menu_label = _("Draws")
    icon = "list-ol"
    viewers = WATCHERS
    related = ("slot",)
    record_columns = (
        RecordColumn("public_id", _("Draw"), sort_key="public_id"),
        RecordColumn("subject", _("What is drawn for"), sort_key="subject"),
        RecordColumn("slot", _("Slot"), "slot.public_id"),
        RecordColumn("frozen_at", _("Frozen at"), sort_key="frozen_at"),
        RecordColumn("seeded_at", _("Seeded at"), sort_key="seeded_at"),
        RecordColumn("moves", _("Moves to a later slot"), sort_key="moves"),
        RecordColumn("low_participation", _("Drawn with few dice")),
        RecordColumn("freeze_hash", _("Hash of the frozen list"), in_list=False),
        RecordColumn("seed_source", _("What the seed was made of"), in_list=False),
        RecordColumn("voided_at", _("Voided at"), sort_key="voided_at"),
        RecordColumn("void_reason", _("Why it is void"), in_list=False),
    )
    list_filter = ["low_participation", "source"]
    search_fields = ["public_id", "subject"]
    ordering = ["-frozen_at"]
    row_deeds = staticmethod(lambda request, draw: public_page(draw.slot))


class IncidentViewSet(RecordViewSet):
    """What went otherwise than planned, by which rule it was met."""

    model = Incident
    name = "incident_register"
    menu_label = _("Incidents")
    icon = "warning"
    viewers = WATCHERS
    related = ("slot", "draw")
    record_columns = (
        RecordColumn("kind", _("What happened"), "get_kind_display", sort_key="kind"),
        RecordColumn("slot", _("Slot"), "slot.public_id", sort_key="slot__public_id"),
        RecordColumn("draw", _("Draw"), "draw.public_id"),
        RecordColumn("noted_at", _("Noted at"), sort_key="noted_at"),
    )
    list_filter = ["kind"]
    search_fields = ["slot__public_id", "draw__public_id"]
    ordering = ["-noted_at"]
    row_deeds = staticmethod(lambda request, incident: public_page(incident.slot))


class DrawsGroup(ViewSetGroup):
    """The supervision of draws, in one entry of the menu."""

    menu_label = _("Draws")
    menu_icon = "list-ol"
    menu_order = 130
    items = (SlotViewSet, DrawViewSet, IncidentViewSet)
