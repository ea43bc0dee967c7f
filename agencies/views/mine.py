"""An agency's own screens: where it stands, what is missing, and its profile."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.organisations.parts import Registration

from ..commands import (
    apply_to_join,
    reopen_application,
    revise_agency,
    submit_application,
    withdraw_agency,
)
from ..domain.lifecycle import AGENCY, State, Step
from ..domain.profile import Profile
from ..forms import NoteForm, ProfileForm, RegistrationForm
from ..models.readiness import gaps
from ..permissions import agency_of
from .attempts import attempt, refusal_of
from .guards import for_my_agency

WHAT_NEXT = {
    State.DRAFT: gettext_lazy(
        "Fill in the four parts below and submit the application. The hall checks the form and "
        "answers; you can go on changing things until then."
    ),
    State.IN_VETTING: gettext_lazy(
        "The hall is checking your application. Your entries rest until it answers."
    ),
    State.RETURNED: gettext_lazy("Put right what the reason names, then submit again."),
    State.PUBLICITY: gettext_lazy(
        "Your application is approved and shown to the public. You are listed when the "
        "publicity is over; there is nothing for you to do."
    ),
    State.LISTED: gettext_lazy(
        "You can answer every notice that you qualify for. Keep credentials and services up "
        "to date: what has expired does not count."
    ),
    State.SUSPENDED: gettext_lazy(
        "You cannot be chosen until the hall reinstates you. Renew credentials if the reason "
        "names them, then ask the hall."
    ),
    State.REMOVED: gettext_lazy("The agency was struck off. The hall explains how to object."),
    State.WITHDRAWN: gettext_lazy(
        "You have left the market. You can open the application again; what you entered is kept."
    ),
}


@require_safe
@for_my_agency
def mine(request, agency):
    """Show the agency's people where it stands and what is to be done next."""
    return render(request, "agencies/mine/desk.html", desk_context(request, agency))


def desk_context(request, agency) -> dict:
    """Return what the agency's first screen shows."""
    missing = gaps(agency, on=timezone.localdate(request.received_at))
    may_submit = AGENCY.allows(agency.state, Step.SUBMIT)
    return {
        "agency": agency,
        "here": "mine",
        "what_next": WHAT_NEXT[State(agency.state)],
        "gaps": [(gap, reverse(f"agencies:{gap.place}")) for gap in missing],
        "may_submit": may_submit,
        "may_withdraw": AGENCY.allows(agency.state, Step.WITHDRAW),
        "may_reopen": AGENCY.allows(agency.state, Step.REOPEN),
        "parts": _parts(agency, {gap.place for gap in missing}),
    }


def _parts(agency, wanting: set[str]) -> list[dict]:
    """Return the four parts of the application, each with how far it is."""
    counts = {
        "profile": None,
        "credentials": agency.credentials.count(),
        "practitioners": agency.practitioners.count(),
        "services": agency.services.active().count(),
    }
    titles = {
        "profile": _("Profile and contact"),
        "credentials": _("Credentials"),
        "practitioners": _("Registered people"),
        "services": _("Services, prices and days"),
    }
    return [
        {
            "title": titles[place],
            "url": reverse(f"agencies:{place}"),
            "count": count,
            "wanting": place in wanting,
        }
        for place, count in counts.items()
    ]


@require_http_methods(["GET", "POST"])
@login_required
def register(request):
    """Take the first form of a new agency; the user becomes its administrator."""
    if request.method == "GET" and agency_of(request.user) is not None:
        return redirect("agencies:mine")
    form = RegistrationForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attempt(
        form,
        apply_to_join,
        **form.registration(),
        **form.profile(),
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("The draft is stored. Now enter credentials and services."))
        return redirect("agencies:mine")
    status = 422 if form.errors else 200
    return render(request, "agencies/mine/register.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@for_my_agency
def profile(request, agency):
    """Let the agency's people change what it tells about itself."""
    form = _profile_form(request, agency)
    if form.is_valid():
        changes = form.profile()
        if isinstance(form, RegistrationForm):
            changes["registration"] = Registration(**form.registration())
        if attempt(
            form,
            revise_agency,
            agency_id=agency.pk,
            **changes,
            by=request.user,
            at=request.received_at,
        ):
            messages.success(request, _("The profile is stored."))
            return redirect("agencies:mine")
    context = {"agency": agency, "form": form, "here": "profile"}
    status = 422 if form.errors else 200
    return render(request, "agencies/mine/profile.html", context, status=status)


def _profile_form(request, agency) -> ProfileForm:
    organisation = agency.organisation
    initial = {name: getattr(agency, name) for name in Profile.__annotations__}
    initial |= {
        "region": agency.region,
        "credit_code": organisation.credit_code,
        "name_zh": organisation.name_zh,
        "name_en": organisation.name_en,
        "kind": organisation.kind,
    }
    form_class = RegistrationForm if agency.listed_at is None else ProfileForm
    return form_class(request.POST or None, request.FILES or None, initial=initial)


@require_POST
@for_my_agency
def submit(request, agency):
    """Hand the application in."""
    refusal = refusal_of(
        submit_application, agency_id=agency.pk, by=request.user, at=request.received_at
    )
    if refusal is None:
        messages.success(
            request, _("The application is submitted. The hall answers by a decision here.")
        )
        return redirect("agencies:mine")
    return _refused(request, agency, refusal)


@require_POST
@for_my_agency
def reopen(request, agency):
    """Open a withdrawn application again."""
    refusal = refusal_of(
        reopen_application, agency_id=agency.pk, by=request.user, at=request.received_at
    )
    if refusal is None:
        messages.success(request, _("The application is a draft again."))
        return redirect("agencies:mine")
    return _refused(request, agency, refusal)


def _refused(request, agency, refusal):
    agency.refresh_from_db()
    context = desk_context(request, agency) | {"refusal": refusal}
    return render(request, "agencies/mine/desk.html", context, status=422)


@require_http_methods(["GET", "POST"])
@for_my_agency
def withdraw(request, agency):
    """Take the agency off the market at its own wish."""
    form = NoteForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid() and attempt(
        form,
        withdraw_agency,
        agency_id=agency.pk,
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("The agency has left the market."))
        return redirect("agencies:mine")
    context = {"agency": agency, "form": form, "here": ""}
    status = 422 if form.errors else 200
    return render(request, "agencies/mine/withdraw.html", context, status=status)
