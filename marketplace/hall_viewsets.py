"""The hall, its rules and its calendar in Wagtail's admin.

They have commands: here they are listed and shown, and ``actions`` changes them.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from .models import CalendarDay, Hall, HallRules
from .permissions import may_adopt_rules, may_set_calendar


class RecordViewSet(ModelViewSet):
    """Rows that commands write: to look at."""

    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields = []


class HallInspectView(generic.InspectView):
    """A hall, with the deeds that are done to it."""

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if may_adopt_rules(self.request.user):
            url = reverse("marketplace_adopt_rules", args=[self.object.pk])
            buttons.append(HeaderButton(_("Adopt new rules"), url=url, icon_name="edit"))
        if may_set_calendar(self.request.user):
            url = reverse("marketplace_hall_calendar", args=[self.object.pk])
            buttons.append(HeaderButton(_("Calendar of the hall"), url=url, icon_name="date"))
        return buttons


class HallViewSet(RecordViewSet):
    model = Hall
    icon = "site"
    inspect_view_class = HallInspectView
    list_display = ["code", "name_zh", "name_en", "complaint_phone"]


class HallRulesViewSet(RecordViewSet):
    model = HallRules
    icon = "clipboard-list"
    list_display = ["hall", "version", "adopted_at", "reviews_notices", "publicity_days"]
    ordering = ["-version"]


class CalendarDayViewSet(RecordViewSet):
    model = CalendarDay
    icon = "date"
    list_display = ["hall", "day", "is_worked", "withdrawn", "name_zh", "source", "added_at"]
    list_filter = ["day", "is_worked", "withdrawn"]
    ordering = ["-day", "-pk"]


class HallGroup(ModelViewSetGroup):
    """The hall, its rules and its calendar, in one entry of the menu."""

    menu_label = _("Hall")
    menu_icon = "site"
    menu_order = 210
    submenu_hook = "register_hall_menu_item"
    items = (
        HallViewSet("halls"),
        HallRulesViewSet("hall_rules"),
        CalendarDayViewSet("calendar_days"),
    )
