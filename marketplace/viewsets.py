"""The catalogue in Wagtail's admin.

Plain catalogue rows are edited here, and each save appends ``catalogue.changed`` in its own
transaction.
"""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from . import clock
from .catalogue_forms import ItemForm, ProjectTypeForm, RowForm
from .models import (
    Bundle,
    CredentialType,
    Department,
    ProjectType,
    Region,
    ServiceCategory,
    ServiceItem,
)
from .notation import money
from .parts import RowName, hold_catalogue, record_catalogue_change

OUT_OF_THE_WAY = 1000  # where ranks wait while others take their places


def _record(view, row, change: str) -> None:
    name = RowName(view.kind, row.code)
    record_catalogue_change(at=clock.now(), by=view.request.user, **{change: [name]})


class AddView(generic.CreateView):
    """Adds a row and records it, in one transaction."""

    kind = ""

    def save_instance(self):
        hold_catalogue()
        row = super().save_instance()
        _record(self, row, "added")
        return row


class EditView(generic.EditView):
    """Changes a row and records it, in one transaction."""

    kind = ""

    def save_instance(self):
        hold_catalogue()
        row = super().save_instance()
        _record(self, row, "changed")
        return row


class TypeEditView(EditView):
    """Changes a credential type; its grades may change places in one go."""

    def save_instance(self):
        hold_catalogue()
        self.object.grades.get_live_queryset().update(rank=F("rank") + OUT_OF_THE_WAY)
        return super().save_instance()


def both(stem: str, *, heading, help_text: str = "") -> MultiFieldPanel:
    """Return the panel of a text that stands in Chinese and in English."""
    fields = [FieldPanel(f"{stem}_zh", help_text=help_text), FieldPanel(f"{stem}_en")]
    return MultiFieldPanel(fields, heading=heading)


NAMES = [FieldPanel("code"), both("name", heading=_("Name"))]


class CatalogueViewSet(ModelViewSet):
    """One kind of row of the catalogue. Nothing is deleted here."""

    kind = ""
    add_view_class = AddView
    edit_view_class = EditView
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["code", "name_zh", "name_en"]
    search_fields = ["code", "name_zh", "name_en"]
    ordering = ["code"]
    form_class = RowForm

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        handler.base_form_class = self.form_class
        return handler

    def get_add_view_kwargs(self, **kwargs):
        return super().get_add_view_kwargs(kind=self.kind, **kwargs)

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(kind=self.kind, **kwargs)


def _cap(item: ServiceItem) -> str:
    return money(item.cap) if item.cap else item.fee_schedule


class ItemViewSet(CatalogueViewSet):
    model = ServiceItem
    kind = "item"
    icon = "doc-full"
    form_class = ItemForm
    list_display = [
        "code",
        "name_zh",
        "name_en",
        "category",
        Column("cap", label=_("fee cap"), accessor=_cap, sort_key="cap_minor"),
        "standard_days",
        "retired_on",
    ]
    list_filter = ["stage", "category", "department", "duty", "payer"]
    panels = [
        *NAMES,
        FieldRowPanel([FieldPanel("category"), FieldPanel("department"), FieldPanel("stage")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("duty"), FieldPanel("payer"), FieldPanel("chosen_by")]),
                FieldPanel("owner_may_do_it"),
                FieldPanel("applies_zh"),
                FieldPanel("applies_en"),
                FieldPanel("legal_basis_zh"),
            ],
            heading=_("Who must buy it and why"),
        ),
        both("precedes", heading=_("Approval it precedes")),
        both("deliverable", heading=_("Deliverable")),
        MultiFieldPanel(
            [
                FieldPanel("standard_days"),
                FieldPanel("days_kind"),
                FieldPanel("fee_policy"),
                FieldRowPanel([FieldPanel("fee_schedule"), FieldPanel("fee_kind")]),
                FieldPanel("fee_params"),
                FieldPanel("cap"),
                FieldPanel("cap_source_zh"),
                FieldPanel("cap_source_en"),
                FieldPanel("tender_threshold"),
            ],
            heading=_("Days and money"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("credential_rule"),
                InlinePanel("required_credentials", label=_("required credential")),
            ],
            heading=_("Credentials"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("papers", "steps", "questions", "synonyms")],
            heading=_("For the reader"),
        ),
        FieldPanel("retired_on"),
    ]


class CredentialTypeViewSet(CatalogueViewSet):
    model = CredentialType
    kind = "credential_type"
    edit_view_class = TypeEditView
    icon = "clipboard-list"
    list_display = ["code", "name_zh", "name_en", "abolished_on", "is_voluntary"]
    panels = [
        *NAMES,
        both("issuer", heading=_("Issuer")),
        FieldPanel("validity_years"),
        FieldPanel("legal_basis_zh"),
        FieldPanel("is_voluntary"),
        MultiFieldPanel(
            [
                FieldPanel("abolished_on"),
                FieldPanel("replaced_by"),
                FieldPanel("replacement_zh"),
                FieldPanel("replacement_en"),
            ],
            heading=_("Abolition"),
        ),
        InlinePanel("grades", label=_("grade"), min_num=1),
    ]


class CategoryViewSet(CatalogueViewSet):
    model = ServiceCategory
    kind = "category"
    icon = "folder-open-1"
    list_display = ["code", "name_zh", "name_en", "parent", "place"]
    ordering = ["place", "code"]
    panels = [
        *NAMES,
        FieldPanel("parent"),
        FieldPanel("place"),
        both("blurb", heading=_("One sentence")),
    ]


class DepartmentViewSet(CatalogueViewSet):
    model = Department
    kind = "department"
    icon = "home"
    panels = NAMES


class BundleViewSet(CatalogueViewSet):
    model = Bundle
    kind = "bundle"
    icon = "list-ul"
    panels = [*NAMES, both("blurb", heading=_("One sentence")), FieldPanel("items")]


class ProjectTypeViewSet(CatalogueViewSet):
    """A project type with its chart: stages, approvals with their items, public services."""

    model = ProjectType
    kind = "project_type"
    icon = "site"
    form_class = ProjectTypeForm
    list_display = ["code", "name_zh", "name_en", "fund", "place", "retired_on"]
    ordering = ["place", "code"]
    panels = [
        *NAMES,
        both("blurb", heading=_("One sentence")),
        FieldRowPanel([FieldPanel("fund"), FieldPanel("place"), FieldPanel("retired_on")]),
        InlinePanel("stages", label=_("stage"), min_num=1),
        InlinePanel("approvals", label=_("approval item")),
        InlinePanel("public_services", label=_("public service")),
        FieldPanel("fee_factors"),
    ]


class RegionViewSet(CatalogueViewSet):
    model = Region
    kind = "region"
    icon = "site"
    list_display = ["code", "name_zh", "name_en", "parent"]
    panels = [*NAMES, FieldPanel("parent")]


class CatalogueGroup(ModelViewSetGroup):
    """The shelves, in one entry of the menu."""

    menu_label = _("Catalogue")
    menu_icon = "list-ul"
    menu_order = 200
    items = (
        ItemViewSet("catalogue_items"),
        CategoryViewSet("catalogue_categories"),
        CredentialTypeViewSet("catalogue_credential_types"),
        DepartmentViewSet("catalogue_departments"),
        BundleViewSet("catalogue_bundles"),
        ProjectTypeViewSet("catalogue_project_types"),
        RegionViewSet("catalogue_regions"),
    )
