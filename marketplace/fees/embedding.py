"""The calculator of one item, inside a page of another app: a form that answers where it stands."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall, ServiceItem
from marketplace.slots import Panel

from . import parts
from .formfields import FeeInputsForm
from .presentation import curve_of, example_of, source_of

MEASURES = ("base", "quantity")


def calculator_panel(item: ServiceItem, request) -> list[Panel]:
    """Return the calculator of an item whose cap follows from a schedule; else nothing.

    Before anything was entered it shows the item's usual high figure. Figures that cannot be
    read set ``request.form_refused``, so that the page can answer with 422.
    """
    hall = Hall.objects.order_by("pk").first()
    try:
        terms = parts.terms_for(item, hall)
        inputs = parts.inputs_for(terms)
    except Refusal:
        return []
    if terms.schedule is None:
        return []
    example = example_of(item, hall)
    form = _form(request, terms, example)
    assessed = _assessed(form, terms) if form.is_bound or not form.fields else None
    if form.errors:
        request.form_refused = True
    is_example = example is not None and not form.is_bound and assessed is None
    shown = example.assessed if is_example else assessed
    measures = [form[name] for name in MEASURES if name in form.fields]
    others = [field for field in form if field.name not in MEASURES]
    context = {
        "item": item,
        "terms": terms,
        "source": source_of(terms),
        "form": form,
        "asks": bool(form.fields),
        "measures": measures,
        "others": others,
        "others_open": bool(set(form.fields) & set(form.changed_data) - set(MEASURES))
        if form.is_bound
        else False,
        "assessed": shown,
        "is_example": is_example,
        "curve": curve_of(shown) if shown and (inputs.base or inputs.quantity) else None,
        "whole_url": _whole_calculator(item),
    }
    return [Panel("fees/panels/calculator.html", context)]


def _form(request, terms, example) -> FeeInputsForm:
    """Return the form with what the address says, else with the usual figure."""
    initial = FeeInputsForm.initial_of(example.assessed.figures) if example else None
    form = FeeInputsForm(terms=terms, initial=initial)
    sent = getattr(request, "GET", {})
    if any(name in sent for name in form.fields):
        return FeeInputsForm(sent, terms=terms)
    return form


def _assessed(form: FeeInputsForm, terms):
    """Return what follows from the figures; None, with an error in the form, where nothing does."""
    if not form.fields:
        form = FeeInputsForm({}, terms=terms)
    if not form.is_valid():
        return None
    try:
        return parts.assess(terms, form.figures())
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None


def _whole_calculator(item: ServiceItem) -> str:
    try:
        return f"{reverse('fees:calculator')}?{urlencode({'item': item.code})}"
    except NoReverseMatch:
        return ""
