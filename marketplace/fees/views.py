"""The public fee calculator, and the schedules by which it computes."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.charts import read_chart
from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall, ProjectType, ServiceItem

from . import parts
from .choosing import ChooseForm, kinds_of, newest_schedules
from .formfields import FeeInputsForm
from .models import FeeSchedule
from .presentation import curve_of, source_of
from .project_costs import BasesForm, asked_bases, costs_of
from .registry import fee_rules
from .tables import raw, tables

FIGURES = ("base", "quantity")
NAMED_FIGURES = ("factor_", "option_", "count_")


@require_safe
def calculator(request) -> HttpResponse:
    """Show what a service may cost at most, with every step; the address holds the figures."""
    sent = request.GET if _asks(request.GET) else None
    choose = ChooseForm(sent, hall=Hall.objects.order_by("pk").first())
    if sent is None:
        return _page(request, choose)
    if not choose.is_valid():
        return _page(request, choose, status=422)
    if choose.terms is None:
        choose.add_error("item", _("Choose a service item, or a schedule."))
        return _page(request, choose, status=422)
    return _answer(request, choose)


def _answer(request, choose: ChooseForm) -> HttpResponse:
    terms = choose.terms
    inputs = parts.inputs_for(terms)
    given = _figures_in(request.GET)
    form = FeeInputsForm(request.GET if given or not inputs else None, terms=terms)
    _refuse_unknown(form, given)
    if not form.is_bound:
        return _page(request, choose, form=form)
    if form.is_valid():
        try:
            assessed = parts.assess(terms, form.figures())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _page(request, choose, form=form, assessed=assessed)
    return _page(request, choose, form=form, status=422)


def _page(request, choose, *, form=None, assessed=None, status=200) -> HttpResponse:
    terms = choose.terms if choose.is_bound else None
    context = {
        "choose": choose,
        "chosen": choose.chosen() if terms else {},
        "item": choose.item_chosen if choose.is_bound else None,
        "terms": terms,
        "source": source_of(terms) if terms else "",
        "form": form,
        "asks": bool(terms and parts.inputs_for(terms)),
        "assessed": assessed,
        "curve": curve_of(assessed) if assessed else None,
        "address": request.build_absolute_uri(),
    }
    return render(request, "fees/calculator.html", context, status=status)


@require_safe
def project_costs(request, code) -> HttpResponse:
    """Show what all services of a project type may cost at most, for figures in the address."""
    project_type = ProjectType.objects.filter(code=code).first()
    if project_type is None:
        raise Http404
    chart = read_chart(project_type, on=timezone.localdate(request.received_at))
    hall = Hall.objects.order_by("pk").first()
    bases = asked_bases(chart, hall)
    asked = any(base.key in request.GET for base in bases)
    form = BasesForm(request.GET if asked else None, bases=bases)
    is_wrong = asked and not form.is_valid()
    context = {
        "project_type": project_type,
        "form": form,
        "costs": None if is_wrong else costs_of(chart, hall, form.cleaned_data if asked else None),
        "is_example": not asked,
    }
    return render(request, "fees/project_costs.html", context, status=422 if is_wrong else 200)


@require_safe
def schedules(request) -> HttpResponse:
    """List the fee schedules, the newest version of each."""
    return render(request, "fees/schedules.html", {"schedules": newest_schedules()})


@require_safe
def schedule(request, key) -> HttpResponse:
    """Show one schedule with its tables; ``?version=`` shows an earlier one."""
    versions = list(FeeSchedule.objects.filter(key=key).order_by("version"))
    if not versions:
        raise Http404
    asked = request.GET.get("version", "")
    shown = next((each for each in versions if str(each.version) == asked), None)
    if asked and shown is None:
        raise Http404
    shown = shown or versions[-1]
    rules = {rule.key: rule.label for rule in fee_rules}
    context = {
        "schedule": shown,
        "newest": versions[-1],
        "versions": versions,
        "rule_label": rules.get(shown.rule, shown.rule),
        "tables": tables(shown),
        "kinds": kinds_of(shown),
        "items": ServiceItem.objects.offered().filter(fee_schedule=key).order_by("code"),
        "raw": raw(shown),
    }
    return render(request, "fees/schedule.html", context)


def _asks(query) -> bool:
    return any(value for name in ("item", "schedule") for value in query.getlist(name)) or bool(
        _figures_in(query)
    )


def _figures_in(query) -> list[str]:
    """Return the names of the figures that stand in an address, filled in or not."""
    return [name for name in query if name in FIGURES or name.startswith(NAMED_FIGURES)]


def _refuse_unknown(form: FeeInputsForm, given: list[str]) -> None:
    """Tell of figures that this schedule does not ask for, instead of leaving them out."""
    unknown = [name for name in given if name not in form.fields]
    for name in unknown[:3]:
        form.add_error(
            None,
            _("This schedule does not ask for “%(name)s”. Leave it out.") % {"name": name[:60]},
        )
