"""Tables in and out, in Wagtail's admin."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import clock
from ..backoffice import Crumb, admin_page
from ..kernel.refusal import Refusal
from .commands import begin_import, check_import, continue_import, drop_import
from .conf import table_limits
from .forms import TableForm
from .kinds import ExchangeKind, exchange_kinds, find_exchange
from .models import ImportRun
from .sheets import MEDIA_TYPES, Column, sheet_response

ICON = "table"
PAGE = 50
FIRST_SECONDS = 2.0  # of the rows are brought in while the person waits; the clock does the rest


def allowed(user, right: str) -> list[ExchangeKind]:
    """Return the kinds of table that the user may ``import`` or ``export``."""
    kinds = (kind() for kind in exchange_kinds)
    return [kind for kind in kinds if getattr(kind, f"may_{right}")(user)]


@require_safe
def exchange(request):
    """Show what may be taken away and brought in, and what was brought in before."""
    imports, exports = allowed(request.user, "import"), allowed(request.user, "export")
    if not imports and not exports:
        raise PermissionDenied
    runs = ImportRun.objects.filter(kind__in=[kind.key for kind in imports])
    runs = runs.select_related("by").defer("content", "problems").order_by("-pk")
    page = Paginator(runs, PAGE).get_page(request.GET.get("p"))
    may_import = {kind.key for kind in imports}
    kinds = {kind.key: kind for kind in [*exports, *imports]}
    labels = {key: kind.label for key, kind in kinds.items()}
    context = {
        "kinds": [(kind, kind.key in may_import) for kind in kinds.values()],
        "page": page,
        "runs": [(run, labels[run.kind]) for run in page],
    }
    return admin_page(
        request, "exchange/exchange.html", context, title=_("Import and export"), icon=ICON
    )


@require_safe
def export(request, key, ending):
    """Hand out a table, which can be brought in again as it is."""
    kind = _kind(key)
    if not kind.may_export(request.user):
        raise PermissionDenied
    if ending not in MEDIA_TYPES:
        raise Http404
    columns = [
        Column(column.label, lambda row, name=column.key: row[name]) for column in kind.columns
    ]
    response = sheet_response(
        key, columns, kind.rows(), ending, title=str(kind.label), at=clock.now()
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def bring(request, key):
    """Take a table and show what would become of it."""
    kind = _kind(key)
    if not kind.may_import(request.user):
        raise PermissionDenied
    form = TableForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        content = form.cleaned_data["table"].read(table_limits().content + 1)
        told = {"file_name": form.file_name(), "by": request.user, "at": clock.now()}
        try:
            run = check_import(kind=kind, content=content, **told)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(run)
    return admin_page(
        request,
        "exchange/bring.html",
        {"form": form, "kind": kind, "limits": table_limits()},
        title=_("Bring a table in: %(table)s") % {"table": kind.label},
        icon="upload",
        crumbs=_crumbs(),
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def run(request, public_id):
    """Show what became of a table's rows, or would; bring them in, or leave it."""
    rows = ImportRun.objects.select_related("by").defer("content")
    found = get_object_or_404(rows, public_id=public_id)
    kind = _kind(found.kind)
    if not kind.may_import(request.user):
        raise PermissionDenied
    refusal = None
    if request.method == "POST":
        try:
            _do(request, found)
        except Refusal as no:
            refusal = no
        else:
            return redirect(found)
        found.refresh_from_db(fields=["state"])
    labels = {column.key: column.label for column in kind.columns}
    page = Paginator(found.problems, PAGE).get_page(request.GET.get("p"))
    context = {
        "run": found,
        "kind": kind,
        "page": page,
        "problems": [
            {**each, "label": labels.get(each["column"], each["column"])} for each in page
        ],
        "good": found.added + found.changed,
        "refusal": refusal,
    }
    return admin_page(
        request,
        "exchange/run.html",
        context,
        title=found.public_id,
        icon=ICON,
        crumbs=_crumbs(),
        status=422 if refusal else 200,
    )


def _do(request, found: ImportRun) -> None:
    at, deed = clock.now(), request.POST.get("act")
    if deed == "begin":
        begin_import(run_id=found.pk, by=request.user, at=at)
        continue_import(run_id=found.pk, at=at, seconds=FIRST_SECONDS)
        messages.success(request, _("The good rows come in; each is a deed of its own."))
    elif deed == "drop":
        drop_import(run_id=found.pk, at=at)
        messages.success(request, _("The table is left; nothing was brought in."))
    else:
        raise Refusal(
            "import.nothing_chosen",
            _("Nothing was done: no button was pressed."),
            _("Press one of the buttons below."),
        )


def _kind(key: str) -> ExchangeKind:
    kind = find_exchange(key)
    if kind is None:
        raise Http404
    return kind


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Import and export"), reverse("exchange:exchange"))]
