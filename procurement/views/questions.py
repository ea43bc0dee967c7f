"""An agency asks about an open notice; its owner answers. Both for everybody to read."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.kernel.refusal import Refusal

from ..commands import answer_question, ask_question
from ..commands.asking import MOST_BY_ONE, questions_until
from ..forms.notice_deeds import AskForm, ReplyForm
from ..models import Notice
from ..permissions import answering_agency_of
from ..presentation.page import with_page_parts
from .owner_access import for_owners, notice_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request, public_id):
    """Take a question of the user's own agency."""
    notices = with_page_parts(Notice.objects.published())
    notice = get_object_or_404(notices, public_id=public_id)
    agency = answering_agency_of(request.user)
    if agency is None:
        raise PermissionDenied(_("Only agencies ask here, and your account acts for none."))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AskForm(*sent)
    if form.is_valid() and _is_done(request, form, ask_question, notice, agency_id=agency.pk):
        messages.success(request, _("Your question is on the notice; the owner is told."))
        return redirect(f"{notice.get_absolute_url()}#questions")
    context = {
        "notice": notice,
        "agency": agency,
        "form": form,
        "until": questions_until(notice),
        "is_open": notice.is_open(request.received_at)
        and request.received_at < questions_until(notice),
        "most": MOST_BY_ONE,
    }
    return render(request, "procurement/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def reply(request, owner, public_id, number):
    """Answer a question on one of the owner's notices."""
    notice = notice_of(owner, public_id)
    question = get_object_or_404(notice.questions.select_related("reply"), number=number)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReplyForm(*sent)
    if form.is_valid() and _is_done(request, form, answer_question, notice, number=number):
        messages.success(request, _("The answer is on the notice."))
        return redirect(f"{notice.get_absolute_url()}#questions")
    context = {
        "notice": notice,
        "question": question,
        "form": form,
        "is_open": notice.is_open(request.received_at) and not hasattr(question, "reply"),
    }
    status = 422 if form.errors else 200
    return render(request, "procurement/owner/reply.html", context, status=status)


def _is_done(request, form, command, notice: Notice, **about) -> bool:
    """Publish the form's text by the command; where it is refused, the form says why."""
    text = form.cleaned_data["text"]
    told = {"text": text, "by": request.user, "at": request.received_at}
    try:
        command(notice_id=notice.pk, **about, **told)
    except Refusal as refusal:
        form.add_refusal(refusal)
    return not form.errors
