"""The page of the public figures, its tables as files, and all of it as data."""

from __future__ import annotations

from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import clock
from marketplace.exchange.sheets import sheet_response
from marketplace.kernel.canonical import canonical

from .forms import PeriodForm
from .presentation.charts import charts_of
from .presentation.data import figures_data
from .presentation.names import named
from .presentation.page import figures_page
from .presentation.sheets import sheets_of
from .records import groups_of


def of_a_period(view):
    """Give the view the figures of the period asked for; a wrong one is answered with 422."""

    @require_safe
    @wraps(view)
    def asked(request, **kwargs):
        form = PeriodForm(request.GET)
        if not form.is_valid():
            context = {"form": form}
            return render(request, "procurement/statistics/wrong.html", context, status=422)
        return view(request, form, groups_of(*form.period), **kwargs)

    return asked


@of_a_period
def figures(request, form, groups):
    """Show the figures of a period: the headlines, the charts, and every table."""
    names = named(groups)
    sheets = sheets_of(names)
    context = figures_page(names, sheets, charts_of(names, sheets), request=request)
    return render(request, "procurement/statistics/figures.html", context | {"form": form})


@of_a_period
def table(request, form, groups, key):
    """Return one table as CSV, with what it counts at its head."""
    sheet = sheets_of(named(groups)).get(key)
    if sheet is None:
        raise Http404(_("There is no such table."))
    at = clock.now()
    head = sheet.head(groups, at=at)
    return sheet_response(key, sheet.columns(), sheet.lines(), "csv", at=at, head=head)


@of_a_period
def data(request, form, groups):
    """Return every figure as canonical JSON."""
    at = clock.now()
    return HttpResponse(
        canonical(figures_data(groups, at=at)),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="figures.json"'},
    )
