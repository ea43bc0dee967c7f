"""What editors do beside Wagtail's screens: read a colleague's page, see what went stale."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page

from marketplace.kernel.refusal import Refusal
from marketplace.permissions import EDITOR, has_duty

from .commands import approve_page, keep_guide, return_page
from .forms import AnswerForm
from .models import SecondPersonTask, is_own
from .stale import behind, stale_guides


@require_http_methods(["GET", "POST"])
def review(request, pk: int):
    """Show a page that lies with a reader, and take the answer."""
    page = get_object_or_404(Page, pk=pk).specific
    state = page.current_workflow_task_state
    if state is None or not isinstance(state.task.specific, SecondPersonTask):
        messages.warning(request, _("The page does not lie with a reader."))
        return redirect("wagtailadmin_pages:edit", pk)
    if not _may_see(request.user, page, state):
        raise PermissionDenied
    form, refusal = AnswerForm(request.POST or None, initial={"revision": state.revision_id}), None
    if request.method == "POST" and form.is_valid():
        try:
            said = _answer(form, page, request.user)
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, said)
            return redirect("wagtailadmin_home")
    context = _review_context(page, state, request.user) | {"form": form, "refusal": refusal}
    status = 422 if refusal or form.errors else 200
    return render(request, "cms/editing/review.html", context, status=status)


def _may_see(user, page, state) -> bool:
    return is_own(state, user) or bool(state.task.specific.get_actions(page, user))


def _answer(form: AnswerForm, page: Page, user) -> str:
    told = form.cleaned_data
    asked = {"page_id": page.pk, "revision_id": told["revision"], "by": user}
    asked["comment"] = told["comment"]
    if told["answer"] == "return":
        return_page(**asked)
        return _("“%(page)s” went back with your words.") % {"page": page.title}
    page = approve_page(**asked)
    if page.live and not page.approved_schedule:
        return _("“%(page)s” is published.") % {"page": page.title}
    return _("“%(page)s” is approved and appears when its hour has come.") % {"page": page.title}


def _review_context(page: Page, state, user) -> dict:
    draft = state.revision.as_object()
    return {
        "page": page,
        "draft": draft,
        "state": state,
        "is_own": is_own(state, user),
        "written_by": state.revision.user,
        "handed_in_by": state.workflow_state.requested_by,
        "compare_url": page.live_revision_id
        and reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[page.pk, page.live_revision_id, state.revision_id],
        ),
    }


@require_GET
def stale_list(request):
    """Show every guide whose item changed."""
    _editors_only(request.user)
    return render(request, "cms/editing/stale_guides.html", {"guides": stale_guides()})


@require_http_methods(["GET", "POST"])
def stale_guide(request, pk: int):
    """Show what changed of a guide's item; take the word that the guide still holds."""
    _editors_only(request.user)
    found = stale_guides(pk)
    if request.method == "POST" and found:
        keep_guide(found[0].page, by=request.user)
        said = _("Noted: “%(page)s” was read against the catalogue and holds.")
        messages.success(request, said % {"page": found[0].page.title})
        return redirect("wagtailadmin_home")
    if not found:
        messages.success(request, _("The guide agrees with the catalogue."))
        return redirect("wagtailadmin_pages:edit", get_object_or_404(Page, pk=pk).pk)
    return render(request, "cms/editing/stale_guide.html", {"guide": found[0]})


@require_GET
def behind_original(request, pk: int):
    """Lead to what changed of the original since its translation was published."""
    _editors_only(request.user)
    page = behind().filter(pk=pk).first()
    if page is None:
        raise Http404
    original = Page.objects.get(pk=page.original_id)
    context = {"page": page, "original": original, "compare_url": _compare(original, page)}
    return render(request, "cms/editing/behind.html", context)


def _compare(original: Page, translation: Page) -> str | None:
    """Return where the original's versions stand beside each other, where both are kept."""
    read = original.revisions.filter(created_at__lte=translation.last_published_at)
    before = read.order_by("-created_at", "-pk").values_list("pk", flat=True).first()
    if before is None or before == original.live_revision_id:
        return None
    args = [original.pk, before, original.live_revision_id]
    return reverse("wagtailadmin_pages:revisions_compare", args=args)


def _editors_only(user) -> None:
    if not (has_duty(user, EDITOR) or user.is_superuser):
        raise PermissionDenied
