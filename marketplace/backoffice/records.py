"""Registers in Wagtail's admin: rows that commands write, to look at, search and take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.coreutils import multigetattr
from wagtail.permissions import register_permission_policy

from .. import clock
from ..kernel.money import Money
from ..kernel.text import harmless
from ..notation import day as day_in_words
from ..notation import moment_short, money
from ..policies import DutyPolicy
from ..templatetags.marketplace import as_written

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """One fact of a row: in the list, in the file, or on its page alone."""

    name: str
    label: str | Promise
    accessor: str | Callable | None = None
    sort_key: str | None = None
    in_list: bool = True
    in_file: bool = True

    def value(self, row):
        """Return what the row says; a path that ends nowhere says nothing."""
        if callable(self.accessor):
            return self.accessor(row)
        try:
            value = multigetattr(row, self.accessor or self.name)
        except AttributeError:
            return None
        return value() if callable(value) else value


def in_words(value) -> str:
    """Return a value as the site writes it for people."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment_short(value, this_year=timezone.localdate(clock.now()).year)
    if isinstance(value, date):
        return day_in_words(value)
    return money(value) if isinstance(value, Money) else str(value)


def in_table(value):
    """Return a value as a spreadsheet keeps it; a text never as a formula."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, Money):
        return value.major
    if value is None or isinstance(value, int | Decimal | date):
        return value
    return harmless(str(value))


class RecordCell(Column):
    """A cell that writes dates, money and nothing as the site does."""

    def __init__(self, column: RecordColumn) -> None:
        super().__init__(column.name, label=column.label, sort_key=column.sort_key)
        self.column = column

    def get_value(self, instance):
        return as_written(in_words(self.column.value(instance)))


class RecordTitle(TitleColumn):
    """The cell that leads to the row's own page."""

    def __init__(self, column: RecordColumn, **kwargs) -> None:
        super().__init__(column.name, label=column.label, sort_key=column.sort_key, **kwargs)
        self.column = column

    def get_value(self, instance):
        return as_written(in_words(self.column.value(instance)))


class RecordIndexView(generic.IndexView):
    """A list that asks the database as often for many rows as for few."""

    record_columns: tuple[RecordColumn, ...] = ()
    related: tuple[str, ...] = ()
    fetched: tuple = ()
    deeds = None

    shown = None

    def get_base_queryset(self):
        rows = super().get_base_queryset()
        rows = self.shown(rows) if self.shown else rows
        rows = rows.select_related(*self.related) if self.related else rows
        return rows.prefetch_related(*self.fetched) if self.fetched else rows

    @property
    def columns(self):
        first, *others = [each for each in self.record_columns if each.in_list]
        title = RecordTitle(first, get_url=self.get_inspect_url)
        return [title, *map(RecordCell, others)]

    @property
    def list_export(self):
        return [each.name for each in self.record_columns if each.in_file]

    @property
    def header_buttons(self):
        return [*(self.deeds(self.request) if self.deeds else ())]

    def to_row_dict(self, item):
        told = [each for each in self.record_columns if each.in_file]
        return {each.name: in_table(each.value(item)) for each in told}

    def get_heading(self, queryset, field):
        return next(str(each.label) for each in self.record_columns if each.name == field)

    def get_preprocess_function(self, field, value, export_format):
        return None

    def write_csv_response(self, queryset):
        """Write the file at once: a stream would be read after the language was put back."""
        written = io.StringIO(newline="")
        table = csv.writer(written)
        table.writerow([self.get_heading(queryset, name) for name in self.list_export])
        for item in queryset:
            table.writerow(["" if v is None else v for v in self.to_row_dict(item).values()])
        return HttpResponse(
            written.getvalue().encode("utf-8-sig"),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{self.get_filename()}.csv"'},
        )


class RecordInspectView(generic.InspectView):
    """A row with all its facts, the deeds that may be done to it, and what its app shows more."""

    record_columns: tuple[RecordColumn, ...] = ()
    related: tuple[str, ...] = ()
    row_deeds = None
    more = None
    shown = None
    template_name = "marketplace/admin/record.html"

    def get_object(self, queryset=None):
        rows = self.model._default_manager.all()
        rows = self.shown(rows) if self.shown else rows
        rows = rows.select_related(*self.related) if self.related else rows
        return get_object_or_404(rows, pk=self.pk)

    def get_fields(self):
        return []

    def get_fields_context(self):
        return [
            {
                "label": each.label,
                "value": as_written(in_words(each.value(self.object))),
                "component": None,
            }
            for each in self.record_columns
        ]

    @property
    def header_buttons(self):
        return [*(self.row_deeds(self.request, self.object) if self.row_deeds else ())]

    def get_context_data(self, **kwargs):
        more = self.more(self.request, self.object) if self.more else {}
        return {**super().get_context_data(**kwargs), **more}


class RecordViewSet(ModelViewSet):
    """Rows that commands write: to look at, to search, and to take away as a table.

    ``record_columns`` are the facts, ``deeds(request)`` the buttons above the list,
    ``row_deeds(request, row)`` those on a row's page, ``shown(rows)`` leaves out what is
    nobody's business here, and ``more(request, row)`` is the context for a template of the
    app's own.
    """

    index_view_class = RecordIndexView
    inspect_view_class = RecordInspectView
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    form_fields = []
    list_per_page = 50
    viewers: tuple[str, ...] = ()  # the duties that look at it; the policy is registered
    search_backend_name = None
    record_columns: tuple[RecordColumn, ...] = ()
    related: tuple[str, ...] = ()
    fetched: tuple = ()
    deeds = None
    row_deeds = None
    more = None
    shown = None
    inspect_template_name = "marketplace/admin/record.html"

    def on_register(self):
        if self.viewers:
            policy = DutyPolicy(self.model, viewers=self.viewers)
            register_permission_policy(self.model, policy)
        super().on_register()

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            record_columns=self.record_columns,
            related=self.related,
            fetched=self.fetched,
            shown=self.shown,
            deeds=self.deeds,
            export_filename=self.name,
            list_filter=self.list_filter,
            **kwargs,
        )

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(
            record_columns=self.record_columns,
            related=self.related,
            shown=self.shown,
            row_deeds=self.row_deeds,
            more=self.more,
            **kwargs,
        )

    def url_of(self, row) -> str:
        """Return the address of a row's page."""
        return reverse(self.get_url_name("inspect"), args=[row.pk])
