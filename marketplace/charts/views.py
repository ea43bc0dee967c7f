"""The public pages of project types and bundles, and their lists as data."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..filters import ItemFilter
from ..kernel.canonical import canonical
from ..models import ProjectType, ServiceItem
from .bundling import bundle_node, read_bundles
from .buying import purchase_for
from .drawing import WIDTH, spans
from .export import chart_facts, chart_rows, csv_of, items_rows, listed_facts
from .reading import read_chart, read_charts

MEDIA_TYPES = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}


@require_safe
def projects(request):
    """Show the project types by whose money pays, and the bundles."""
    on = _today(request)
    charts = read_charts(ProjectType.objects.offered().for_list(), on=on)
    funds = [
        (fund.label, [chart for chart in charts if chart.project_type.fund == fund])
        for fund in ProjectType.Fund
    ]
    context = {
        "funds": [(label, found) for label, found in funds if found],
        "bundles": [bundle_node(each, on=on) for each in read_bundles()],
        "purchase": purchase_for(request),
    }
    return render(request, "marketplace/charts/projects.html", context)


@require_safe
def project_chart(request, code):
    """Show one project type: the chart, how long it takes, and the three lists."""
    chart = read_chart(_project_type(code), on=_today(request))
    context = {
        "chart": chart,
        "project_type": chart.project_type,
        "is_offered": chart.project_type.is_offered_on(_today(request)),
        "spans": spans(chart.stages),
        "spans_width": WIDTH,
        "purchase": purchase_for(request),
        "level": 3,
    }
    return render(request, "marketplace/charts/project.html", context)


@require_safe
def project_lists(request, code, form):
    """Return the three lists of a project type as JSON or CSV, in both languages."""
    chart = read_chart(_project_type(code), on=_today(request))
    body = canonical(chart_facts(chart)) if form == "json" else csv_of(chart_rows(chart))
    return _file(body, f"{chart.project_type.code}-lists.{form}", form)


@require_safe
def items_as_data(request, form):
    """Return the items that meet the filters of the list as JSON or CSV, in both languages."""
    chosen = ItemFilter(request.GET, ServiceItem.objects.offered())
    if not chosen.is_valid():
        problems = {name: list(texts) for name, texts in chosen.form.errors.items()}
        return _file(canonical({"problems": problems}), "problems.json", "json", status=422)
    found = chosen.narrowed().for_list()
    if form == "csv":
        return _file(csv_of(items_rows(found, on=_today(request))), "items.csv", form)
    facts = [listed_facts(item, on=_today(request)) for item in found]
    return _file(canonical({"v": 1, "items": facts}), "items.json", form)


@require_safe
def bundle(request, code):
    """Show one bundle: what it covers, what stands against it, and the way to buy it."""
    found = read_bundles().filter(code=code).first()
    if found is None:
        raise Http404
    node = bundle_node(found, on=_today(request))
    context = {
        "node": node,
        "purchase": purchase_for(request),
        "project_types": ProjectType.objects.needing(*node.items).for_list(),
    }
    return render(request, "marketplace/charts/bundle.html", context)


def _today(request):
    return timezone.localdate(request.received_at)


def _project_type(code: str) -> ProjectType:
    found = ProjectType.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _file(body: bytes, name: str, form: str, *, status: int = 200) -> HttpResponse:
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(body, content_type=MEDIA_TYPES[form], headers=headers, status=status)
