"""Fee schedules in Wagtail's admin: edited with a live preview until a notice uses them."""

from __future__ import annotations

from django.db import IntegrityError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    EditView,
    InspectView,
    PreviewOnCreateView,
    PreviewOnEditView,
    SnippetViewSet,
)

from marketplace import clock
from marketplace.parts import RowName, hold_catalogue, record_catalogue_change

from .admin_forms import PreviewForm, ScheduleForm
from .models import FeeSchedule

KIND = "fee_schedule"


def _record(view, change: str) -> None:
    names = [RowName(KIND, view.form.instance.key)]
    record_catalogue_change(at=clock.now(), by=view.request.user, **{change: names})


def next_version(key: str) -> int:
    """Return the number that the next version of a schedule gets."""
    last = FeeSchedule.objects.filter(key=key).order_by("version").last()
    return last.version + 1 if last else 1


class ScheduleCreateView(CreateView):
    """Adds a schedule, or the next version of one, and records it in one transaction."""

    def save_instance(self):
        hold_catalogue()
        schedule = self.form.instance
        schedule.version = next_version(schedule.key)
        saved = super().save_instance()
        _record(self, "added" if schedule.version == 1 else "changed")
        return saved


class NewVersionView(CopyView, ScheduleCreateView):
    """Begins the next version of a schedule with what the last one says."""

    page_title = _("New version")

    def get_initial_form_instance(self):
        schedule = super().get_initial_form_instance()
        schedule.pk, schedule.version = None, next_version(schedule.key)
        schedule._state.adding = True
        return schedule


class ScheduleEditView(EditView):
    """Changes a version that no notice uses, and records it in one transaction."""

    def get(self, request, *args, **kwargs):
        return self._kept() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self._kept(status=409) or super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Save; a notice that came to use the version meanwhile has its trigger say no."""
        try:
            return super().form_valid(form)
        except IntegrityError:
            kept = self._kept(status=409)
            if kept is None:
                raise
            return kept

    def save_instance(self):
        hold_catalogue()
        saved = super().save_instance()
        _record(self, "changed")
        return saved

    def _kept(self, status: int = 200):
        """Return the page that says why a used version stays as it is; None for an unused one."""
        schedule = self.get_object()
        if not schedule.is_used:
            return None
        context = {
            "schedule": schedule,
            "new_version_url": reverse(self.copy_url_name, args=[schedule.pk]),
            "count": schedule.assessments.count(),
        }
        return render(self.request, "fees/admin/used.html", context, status=status)


class ScheduleInspectView(InspectView):
    """One version as it stands, with the way to the next one."""

    copy_url_name = ""

    def get_header_more_buttons(self):
        if not self.user_has_permission("add"):
            return super().get_header_more_buttons()
        url = reverse(self.copy_url_name, args=[self.object.pk])
        button = HeaderButton(_("New version"), url=url, icon_name="copy")
        return [*super().get_header_more_buttons(), button]


class ScheduleViewSet(SnippetViewSet):
    """All versions of all schedules. Nothing is deleted here."""

    model = FeeSchedule
    icon = "table"
    menu_label = _("Fee schedules")
    menu_order = 205
    add_to_admin_menu = True
    copy_view_enabled = True
    inspect_view_enabled = True
    add_view_class = ScheduleCreateView
    copy_view_class = NewVersionView
    edit_view_class = ScheduleEditView
    inspect_view_class = ScheduleInspectView
    list_display = ["key", "version", "title_zh", "number", "rule", "status", "adopted_on"]
    list_filter = ["status", "rule"]
    search_fields = ["key", "title_zh", "title_en", "number"]
    ordering = ["key", "-version"]
    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("status")]),
        MultiFieldPanel([FieldPanel("title_zh"), FieldPanel("title_en")], heading=_("Title")),
        MultiFieldPanel(
            [
                FieldPanel("number"),
                FieldPanel("issuer_zh"),
                FieldPanel("issuer_en"),
                FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("in_force_to")]),
                FieldPanel("citation_zh"),
                FieldPanel("citation_en"),
            ],
            heading=_("Document"),
        ),
        MultiFieldPanel(
            [FieldPanel("adopted_by_zh"), FieldPanel("adopted_by_en"), FieldPanel("adopted_on")],
            heading=_("Adoption"),
        ),
        MultiFieldPanel([FieldPanel("rule"), FieldPanel("params")], heading=_("Computation")),
    ]

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        handler.base_form_class = ScheduleForm
        return handler

    def _preview(self, view_class):
        handler = super().get_edit_handler()
        handler.base_form_class = PreviewForm
        return self.construct_view(view_class, form_class=handler.get_form_class())

    @property
    def preview_on_add_view(self):
        return self._preview(PreviewOnCreateView)

    @property
    def preview_on_edit_view(self):
        return self._preview(PreviewOnEditView)

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(copy_url_name=self.get_url_name("copy"), **kwargs)
