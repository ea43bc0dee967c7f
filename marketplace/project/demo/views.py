"""The page on which a visitor moves the demonstration's clock. Outside a demonstration: 404."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace import conf, notation
from marketplace.kernel.refusal import Refusal
from procurement.domain.lifecycle import State
from procurement.models import Notice

from .commands import move_clock
from .forms import MoveForm

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def clock_page(request: HttpRequest) -> HttpResponse:
    """Show what the demo clock shows, and move it on."""
    if not conf.is_demo():
        raise Http404
    if request.method != "POST":
        return _page(request)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, problem=_unknown_step(), status=422)
    try:
        move_clock(to=form.target(request.received_at), by=_visitor(request))
    except Refusal as refusal:
        return _page(request, problem=refusal, status=422)
    messages.success(request, _news(form.cleaned_data["notice"]))
    return redirect(_way_back(request))


def _page(request: HttpRequest, *, problem=None, status=200) -> HttpResponse:
    now, notices = request.received_at, Notice.objects.for_list()
    context = {
        "ahead": conf.clock_offset(),
        "now": now,
        "open_notices": notices.open_at(now).order_by("closes_at", "pk")[:SHOWN],
        "under_way": [
            *notices.due_to_close(now)[:SHOWN],
            *notices.in_state(State.CLOSED)[:SHOWN],
            *notices.in_state(State.SELECTING)[:SHOWN],
        ],
        "refusal": problem,
    }
    return render(request, "demo/clock.html", context, status=status)


def _unknown_step() -> Refusal:
    return Refusal(
        "clock.no_step",
        _("The demo clock was not moved: the form names no step and no published notice."),
        _("Choose one of the steps on this page."),
    )


def _visitor(request: HttpRequest):
    return request.user if request.user.is_authenticated else None


def _news(notice: Notice | None) -> str:
    written = notation.time_left(conf.clock_offset())
    if notice is None:
        return _("The demo clock was moved; it now runs %(time)s ahead.") % {"time": written}
    return _(
        "The demo clock was moved; it now runs %(time)s ahead. The clock process closes "
        "%(notice)s and selects within some seconds: reload the page to see the result."
    ) % {"time": written, "notice": notice.public_id}


def _way_back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else "demo:clock"
