"""Our own deeds in Wagtail's admin: its edit views hold a transaction, where commands refuse."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from . import clock
from .commands import adopt_rules, set_calendar_day, withdraw_calendar_day
from .formfields import DayField
from .hall_forms import CalendarDayForm, RulesForm
from .hall_rules import coming_year
from .kernel.refusal import Refusal
from .models import Hall
from .permissions import may_adopt_rules, may_set_calendar


@require_http_methods(["GET", "POST"])
def adopt_new_rules(request, pk: int):
    """Show the rules in force as a form, and adopt what is sent as the next version."""
    if not may_adopt_rules(request.user):
        raise PermissionDenied
    hall = get_object_or_404(Hall, pk=pk)
    form = RulesForm(request.POST or None, request.FILES or None, rules=hall.rules)
    refusal = None
    if form.is_valid():
        try:
            rules = adopt_rules(hall_id=pk, by=request.user, at=clock.now(), **form.changes())
        except Refusal as no:
            refusal = no
        else:
            said = _("Version %(version)d of the rules is in force. Published notices keep theirs.")
            messages.success(request, said % {"version": rules.version})
            return redirect("halls:inspect", pk)
    context = {"hall": hall, "form": form, "refusal": refusal}
    status = 422 if refusal or form.errors else 200
    return render(request, "marketplace/admin/adopt_rules.html", context, status=status)


@require_http_methods(["GET", "POST"])
def hall_calendar(request, pk: int):
    """Show a hall's calendar; set one of its days, or give one back to the state's calendar."""
    if not may_set_calendar(request.user):
        raise PermissionDenied
    hall = get_object_or_404(Hall, pk=pk)
    form, refusal = CalendarDayForm(), None
    if request.method == "POST":
        form, refusal, said = _change_calendar(request, hall)
        if said:
            messages.success(request, said)
            return redirect("marketplace_hall_calendar", pk)
    status = 422 if refusal or form.errors else 200
    context = {"hall": hall, "form": form, "refusal": refusal} | coming_year(
        hall, timezone.localdate(clock.now())
    )
    return render(request, "marketplace/admin/hall_calendar.html", context, status=status)


def _change_calendar(request, hall: Hall) -> tuple[CalendarDayForm, Refusal | None, str]:
    """Do what was sent; return the form, what was refused, and what to say if it was done."""
    told = {"hall_id": hall.pk, "by": request.user, "at": clock.now()}
    is_withdrawn = "withdraw" in request.POST
    form = CalendarDayForm() if is_withdrawn else CalendarDayForm(request.POST, request.FILES)
    if not is_withdrawn and not form.is_valid():
        return form, None, ""
    try:
        if is_withdrawn:
            withdraw_calendar_day(day=_day(request.POST["withdraw"]), **told)
            return form, None, _("The day goes by the state's calendar again.")
        set_calendar_day(**form.cleaned_data, **told)
    except Refusal as refusal:
        return form, refusal, ""
    return form, None, _("The day is set. Dates that are pinned already stay as they are.")


def _day(text: str):
    try:
        return DayField().clean(text)
    except ValidationError as error:
        raise BadRequest from error
