"""The board of all running services, and the same rows as files."""

from __future__ import annotations

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.exchange.sheets import sheet_response
from marketplace.facets import chips

from ..exports import COLUMNS
from ..forms.board import BoardForm
from ..permissions import may_watch
from ..presentation.board import figures, in_order, narrowed, running
from ..presentation.facets import facets
from ..presentation.rows import service_rows
from ..presentation.sides import with_parts
from .paging import page_of


def for_watchers(view):
    """Let in operators and regulators; a filter that means nothing is answered with 422."""

    @require_safe
    @login_required
    @wraps(view)
    def guarded(request):
        if not may_watch(request.user):
            raise PermissionDenied(_("The board is for operators and regulators."))
        form = BoardForm(request.GET)
        if form.is_valid():
            return view(request, form)
        context = {"form": form}
        return render(request, "procurement/contracts/board_wrong.html", context, status=422)

    return guarded


@for_watchers
def board(request, form):
    """Show the running services that the filters leave, red first, with figures on top."""
    at, chosen, words = request.received_at, form.chosen(), form.words()
    counted = facets(form, at, chosen, words)
    page = page_of(request, _found(request, form))
    context = {
        "form": form,
        "figures": figures(at, chosen, words),
        "facets": counted,
        "chips": chips(request.GET, counted, words),
        "page": page,
        "rows": service_rows(page, at=at),
        "query": _query(request),
    }
    return render(request, "procurement/contracts/board.html", context)


def _found(request, form):
    """Return what the filters leave, in the board's order."""
    found = narrowed(running(request.received_at), form.chosen(), form.words())
    return in_order(with_parts(found))


@for_watchers
def board_csv(request, form):
    """Return the rows that the filters leave as CSV."""
    return _file(request, form, "csv")


@for_watchers
def board_xlsx(request, form):
    """Return the rows that the filters leave as an Excel workbook."""
    return _file(request, form, "xlsx")


def _file(request, form, ending: str) -> HttpResponse:
    services = service_rows(_found(request, form), at=request.received_at)
    response = sheet_response(
        "services", COLUMNS, services, ending, title=_("Services"), at=request.received_at
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _query(request) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}" if query else ""
