"""The owner's wizard: four pages from a project to a published notice.

Each page stores what it asks for, so that a draft can be left and taken up again.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.kernel.refusal import Refusal

from ..commands import (
    choose_mode,
    choose_services,
    publish_notice,
    set_terms,
    submit_notice,
)
from ..forms.terms import TermsForm
from ..models import Notice
from ..outlook import needed_by, publishing_obstacle, reach_of
from ..presentation.review import draft_page
from ..presentation.rows import engagement_days
from ..presentation.wizard import (
    STEP_TITLES,
    Step,
    catalogue_credentials,
    line_rows,
    next_step,
    progress,
    step_url,
)
from .mode_options import ModeOptions
from .owner_access import for_owners, notice_of, on_a_draft
from .paging import page_of
from .services import sent_services, services_page

METHODS = ["GET", "HEAD", "POST"]
OTHER_BUTTON = {"notice.needs_review", "notice.no_review"}  # the rules changed meanwhile


@require_http_methods(METHODS)
@on_a_draft
def services(request, notice):
    """Step 1 of a draft: other services than at first, for the same project."""
    form, find = sent_services(request, notice.owner, notice=notice)
    if _does(request, "find") or not form.is_bound:
        return services_page(request, notice.owner, form, find, notice=notice)
    if form.is_valid():
        try:
            choose_services(
                notice_id=notice.pk,
                items=form.cleaned_data["items"],
                by=request.user,
                at=request.received_at,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _onwards(request, notice, Step.TERMS)
    return services_page(request, notice.owner, form, find, notice=notice, status=422)


@require_http_methods(METHODS)
@on_a_draft
def terms(request, notice):
    """Step 2: ceilings, days, credentials and avoidances, and how many agencies are left."""
    on = timezone.localdate(request.received_at)
    if request.method != "POST":
        return _terms_page(request, notice, TermsForm(notice=notice, on=on))
    more = request.POST.get("do", "").removeprefix("more-")
    form = TermsForm(request.POST, request.FILES, notice=notice, on=on, more=more)
    if _does(request, "count", "more-grade", "more-avoid"):
        form.forgive_gaps()
        return _terms_page(request, notice, form, status=422 if form.has_errors() else 200)
    if form.is_valid():
        try:
            set_terms(
                notice_id=notice.pk, **form.as_terms(), by=request.user, at=request.received_at
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _onwards(request, notice, Step.MODE)
    return _terms_page(request, notice, form, status=422)


def _terms_page(request, notice, form, *, status=200) -> HttpResponse:
    sent = {"grades": form.grades, "avoiding": [each.pk for each in form.avoided]}
    reach = reach_of(notice, on=form.on, **(sent if form.is_bound else {}))
    context = {
        "form": form,
        "reach": reach,
        "is_recount": form.is_bound,
        "line_rows": line_rows(form),
        "asked_anyway": catalogue_credentials(notice),
    }
    return _page(request, notice, Step.TERMS, context, status=status)


@require_http_methods(METHODS)
@on_a_draft
def mode(request, notice):
    """Step 3: how the agency is chosen, and until when answers count."""
    if next_step(notice) in (Step.SERVICES, Step.TERMS):
        return _not_yet(request, notice)
    at = request.received_at
    reach = reach_of(notice, on=timezone.localdate(at))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    options = ModeOptions(notice, notice.hall.rules, reach, at=at, data=sent[0], files=sent[1])
    if request.method == "POST" and options.is_valid():
        form = options.chosen.form
        try:
            choose_mode(
                notice_id=notice.pk,
                mode_key=options.chosen.value,
                params=form.params(),
                closes_at=form.cleaned_data.get("closes_at"),
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            options.choice.add_refusal(refusal)
        else:
            return _onwards(request, notice, Step.REVIEW)
    status = 422 if request.method == "POST" else 200
    days = engagement_days(notice.lines.all(), in_sequence=notice.lines_in_sequence)
    context = {"modes": options, "reach": reach, "days": days}
    return _page(request, notice, Step.MODE, context, status=status)


@require_http_methods(METHODS)
@on_a_draft
def review(request, notice):
    """Step 4: everything as it will be published, and the button that publishes it.

    Where the hall reviews notices the button hands it in, and the page then waits.
    """
    if next_step(notice) is not Step.REVIEW:
        return _not_yet(request, notice)
    if request.method != "POST":
        rules = notice.hall.rules
        ready = notice.is_in_review()
        obstacle = None if ready else publishing_obstacle(notice, rules, at=request.received_at)
        return _review_page(request, notice, obstacle)
    hands_in = _does(request, "hand_in")
    deed = submit_notice if hands_in else publish_notice
    try:
        deed(notice_id=notice.pk, by=request.user, at=request.received_at)
    except Refusal as refusal:
        if Notice.objects.published().filter(pk=notice.pk).exists():
            return redirect(notice)
        return _review_page(request, notice_of(notice.owner, notice.public_id), refusal, status=422)
    if hands_in:
        messages.success(request, _("The notice is handed in; a reviewer of the hall reads it."))
        return redirect(step_url(Step.REVIEW, notice))
    messages.success(request, _("The notice is published; its terms are fixed now."))
    return redirect(notice)


def _review_page(request, notice, obstacle, *, status=200) -> HttpResponse:
    at = request.received_at
    context = {
        "refusal": obstacle,
        "is_blocked": obstacle and obstacle.code not in OTHER_BUTTON,
        "was_sent": status != 200,
        "reach": reach_of(notice, on=timezone.localdate(at)),
        **draft_page(notice, notice.hall.rules, at=at),
    }
    return _page(request, notice, Step.REVIEW, context, status=status)


@require_safe
@for_owners
def agencies(request, owner, public_id):
    """Show the agencies that qualify for one of the owner's notices today."""
    notice = notice_of(owner, public_id)
    reach = reach_of(notice, on=timezone.localdate(request.received_at))
    found = reach.agencies.select_related("organisation", "region").order_by("public_id")
    context = {"notice": notice, "reach": reach, "page": page_of(request, found)}
    return render(request, "procurement/wizard/agencies.html", context)


# --- What the steps share ---------------------------------------------------------------------


def _page(request, notice, step: Step, context: dict, *, status: int) -> HttpResponse:
    needed = needed_by(notice, notice.hall.rules)
    context |= {
        "notice": notice,
        "heading": STEP_TITLES[step],
        "progress": progress(step, notice),
        "needed": needed,
        "is_short": context["reach"].is_short_of(needed),
    }
    return render(request, f"procurement/wizard/{step.value}.html", context, status=status)


def _does(request, *deeds: str) -> bool:
    return request.method == "POST" and request.POST.get("do") in deeds


def _onwards(request, notice: Notice, step: Step) -> HttpResponse:
    """Go on to the next step, or to the desk where the owner goes on another time."""
    if _does(request, "save"):
        messages.success(request, _("The draft is saved. You find it on your desk."))
        return redirect("procurement:owner_desk")
    return redirect(step_url(step, notice))


def _not_yet(request, notice: Notice) -> HttpResponse:
    messages.info(request, _("This step comes first: the later ones build on it."))
    return redirect(step_url(next_step(notice), notice))
