"""The way in to the owner's pages: whose they are, and which drafts are still one's to change."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marketplace.kernel.refusal import Refusal

from ..models import Notice, Owner
from ..permissions import owner_of
from ..presentation.page import with_page_parts


def for_owners(view):
    """Let in who acts for a project owner, and pass the owner on; others learn why not."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        owner = owner_of(request.user)
        if owner is None:
            raise PermissionDenied(
                _("Only project owners work here, and your account acts for none.")
            )
        return view(request, *args, owner=owner, **kwargs)

    return guarded


def on_a_draft(view):
    """Let in who may change the draft, and pass it on.

    Another owner's notice answers like one that does not exist. One's own that is no draft
    any more leads to its public page, or says that its terms are fixed.
    """

    @for_owners
    @wraps(view)
    def guarded(request, *, owner, public_id):
        notice = notice_of(owner, public_id)
        if notice.is_in_review():
            return _read_only(request, notice, view)
        if notice.is_draft():
            return view(request, notice)
        return _no_draft(request, notice)

    return guarded


def _read_only(request, notice: Notice, view) -> HttpResponse:
    """Lead to the last step, which shows what a reviewer is reading; nothing is changed."""
    is_last_step = request.resolver_match.url_name == "wizard_review"
    if is_last_step and request.method != "POST":
        return view(request, notice)
    if is_last_step or request.method != "POST":
        messages.info(request, _("This notice is in review: nothing of it can be changed now."))
        return redirect("procurement:wizard_review", notice.public_id)
    context = {"notice": notice, "refusal": _in_review(notice)}
    return render(request, "procurement/wizard/closed.html", context, status=409)


def _in_review(notice: Notice) -> Refusal:
    return Refusal(
        "notice.in_review",
        _("Nothing was changed: a reviewer is reading the notice %(id)s.")
        % {"id": notice.public_id},
        _("Wait for the reviewer. If you do not need it any more, discard it."),
    )


def notice_of(owner: Owner, public_id: str) -> Notice:
    """Return one of the owner's notices. Raises ``Http404`` for any other."""
    notices = with_page_parts(owner.notices.all()).select_related("hall")
    return get_object_or_404(notices, public_id=public_id)


def _no_draft(request, notice: Notice) -> HttpResponse:
    publishes = request.resolver_match.url_name == "wizard_review"
    if notice.published_at and (request.method != "POST" or publishes):
        messages.info(request, _("This notice is published: its terms are fixed."))
        return redirect(notice)
    refusal = _frozen(notice) if notice.published_at else _discarded(notice)
    context = {"notice": notice, "refusal": refusal}
    return render(request, "procurement/wizard/closed.html", context, status=409)


def _frozen(notice: Notice) -> Refusal:
    return Refusal(
        "notice.frozen",
        _("The notice %(id)s is published, and its terms are fixed.") % {"id": notice.public_id},
        _("If something is wrong, cancel the notice with a reason and publish a new one."),
    )


def _discarded(notice: Notice) -> Refusal:
    return Refusal(
        "notice.discarded",
        _("The draft %(id)s was discarded.") % {"id": notice.public_id},
        _("Begin a new notice; you can take its services over."),
    )
