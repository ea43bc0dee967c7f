"""The first step of the wizard: a project and its services, for a new notice or a draft."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.kernel.refusal import Refusal
from marketplace.models import ServiceItem
from marketplace.search import text_search

from ..commands import copy_papers, draft_notice, set_terms
from ..forms.terms import TEXTS
from ..forms.wizard import FindForm, ServicesForm
from ..models import Notice, Owner
from ..parts import entered_figures
from ..presentation.bundles import bundle_of
from ..presentation.purchase import bundle_offers
from ..presentation.wizard import STEP_TITLES, Step, progress, service_rows, shelves
from .once import claim, new_token, outcome_of, release, remember
from .owner_access import for_owners

SEARCHED = ("code", "name_zh", "name_en", "synonyms")


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def begin(request, owner):
    """Step 1 of a new notice. ``?project=``, ``?item=``, ``?follows=`` fill it in beforehand."""
    follows = _followed(request, owner)
    form, find = sent_services(request, owner, follows=follows)
    shown = {"follows": follows}
    if not form.is_bound or request.POST.get("do") == "find":
        return services_page(request, owner, form, find, **shown)
    if not form.is_valid():
        return services_page(request, owner, form, find, status=422, **shown)
    token = form.cleaned_data["token"]
    if token and not claim(request, token):
        return _begun_already(request, outcome_of(request, token))
    try:
        notice = draft_notice(
            owner_id=owner.pk,
            project_id=form.cleaned_data["project"].pk,
            items=form.cleaned_data["items"],
            follows_id=follows and follows.pk,
            by=request.user,
            at=request.received_at,
        )
    except Refusal as refusal:
        release(request, token)
        form.add_refusal(refusal)
        return services_page(request, owner, form, find, status=422, **shown)
    remember(request, token, notice.public_id)
    if follows:
        _take_terms_over(request, follows, notice)
    return redirect("procurement:wizard_terms", notice.public_id)


def sent_services(
    request, owner: Owner, *, notice: Notice | None = None, follows: Notice | None = None
) -> tuple[ServicesForm, FindForm]:
    """Return what was ticked and what was looked for; for a draft the project is settled."""
    posted = request.method == "POST"
    find = FindForm(request.POST if posted else request.GET, request.FILES)
    source = notice or follows
    form = ServicesForm(
        *((request.POST, request.FILES) if posted else ()),
        projects=owner.projects.order_by("-pk"),
        catalogue=_catalogue(source),
        initial={
            "project": follows.project.public_id if follows else _named_project(request, owner),
            "items": [line.item.code for line in source.lines.all()]
            if source
            else request.GET.getlist("item"),
            "token": new_token(),
        },
    )
    if notice:
        del form.fields["project"]
    return form, find


def services_page(
    request, owner, form, find, *, notice=None, follows=None, status=200
) -> HttpResponse:
    """Show the services by stage, those ticked first where the search leaves them out."""
    on, ticked = timezone.localdate(request.received_at), form.ticked()
    rows = service_rows(form.fields["items"].rows.values(), ticked=ticked, on=on)
    wanted = _found(find)
    found = [row for row in rows if row.item.pk in wanted]
    context = {
        "owner": owner,
        "notice": notice,
        "follows": follows,
        "form": form,
        "find": find,
        "chosen": [row for row in rows if row.is_ticked and row.item.pk not in wanted],
        "shelves": shelves(found),
        "found": len(found),
        "bundle": bundle_of(row.item for row in rows if row.is_ticked and not row.closed),
        "offers": _offers(form, on) if not (notice or follows) else [],
        "has_projects": bool(notice) or bool(form.fields["project"].rows),
        "heading": STEP_TITLES[Step.SERVICES],
        "progress": progress(Step.SERVICES, notice),
    }
    status = 422 if find.errors else status
    return render(request, "procurement/wizard/services.html", context, status=status)


def _offers(form, on) -> list:
    project = str(form["project"].value() or "")
    return bundle_offers(project=project if project in form.fields["project"].rows else "", on=on)


def _catalogue(source: Notice | None) -> list[ServiceItem]:
    kept = source.lines.values("item") if source else []
    offered = ServiceItem.objects.filter(Q(retired_on=None) | Q(pk__in=kept))
    return list(offered.for_list())


def _found(find: FindForm) -> set[int]:
    """Return the keys of the services that are looked for; all of them for a broken search."""
    items = ServiceItem.objects.all()
    if find.is_valid():
        wanted = find.cleaned_data
        items = text_search().narrow(items, wanted["q"], kind="item", fields=SEARCHED)
        if wanted["stage"]:
            items = items.filter(stage=wanted["stage"])
        if wanted["category"]:
            shelf = wanted["category"]
            items = items.filter(Q(category=shelf) | Q(category__parent=shelf))
    return set(items.values_list("pk", flat=True))


def _named_project(request, owner: Owner) -> str:
    named = request.GET.get("project", "")
    if named and named not in owner.projects.values_list("public_id", flat=True):
        raise Http404(_("There is no such project of yours."))
    return named


def _followed(request, owner: Owner) -> Notice | None:
    named = request.GET.get("follows", "")
    copied = owner.notices.to_copy().select_related("project").prefetch_related("lines__item")
    return get_object_or_404(copied, public_id=named) if named else None


def _begun_already(request, public_id: str) -> HttpResponse:
    if public_id:
        messages.info(request, _("The draft was begun already; there is one of it."))
        return redirect("procurement:wizard_terms", public_id)
    refusal = Refusal(
        "notice.being_begun",
        _("The form was sent twice, and the draft is being made from the first."),
        _("Go to your desk; the draft stands there in a moment."),
    )
    return render(request, "procurement/wizard/closed.html", {"refusal": refusal}, status=409)


def _take_terms_over(request, earlier: Notice, notice: Notice) -> None:
    """Copy the terms of an earlier notice; where the catalogue refuses them, tell so."""
    lines = {line.item_id: line for line in earlier.lines.all()}
    own = earlier.requirements.filter(line=None).select_related("min_grade__type")
    new_lines = list(notice.lines.all())
    if not all(line.item_id in lines for line in new_lines):
        return
    try:
        set_terms(
            notice_id=notice.pk,
            ceilings={line.pk: lines[line.item_id].ceiling for line in new_lines},
            days={line.pk: lines[line.item_id].required_days for line in new_lines},
            figures={line.pk: entered_figures(lines[line.item_id]) for line in new_lines},
            grades=[row.min_grade for row in own],
            avoid={
                row.agency.public_id: row.reason
                for row in earlier.avoidances.select_related("agency").order_by("pk")
            },
            in_sequence=earlier.lines_in_sequence,
            texts={name: getattr(earlier, name) for name in TEXTS},
            by=request.user,
            at=request.received_at,
        )
    except Refusal as refusal:
        messages.warning(request, f"{refusal.message} {refusal.next_step}")
    else:
        _take_papers_over(request, earlier, notice)
        messages.success(
            request,
            _("The terms of %(id)s are taken over. Look at them again.")
            % {"id": earlier.public_id},
        )


def _take_papers_over(request, earlier: Notice, notice: Notice) -> None:
    """Refer to the papers of an earlier notice again."""
    told = {"notice_id": notice.pk, "by": request.user, "at": request.received_at}
    if earlier.attachments.exists():
        copy_papers(earlier_id=earlier.pk, **told)
