"""The papers of a draft: attached and taken off until it is published."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from marketplace import conf
from marketplace.kernel.refusal import Refusal

from ..commands import attach_paper, detach_paper
from ..commands.attaching import MOST_ATTACHMENTS, MOST_BYTES
from ..forms.notice_deeds import PapersForm
from ..presentation.wizard import next_step, step_url
from .owner_access import on_a_draft

MEBIBYTE = 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@on_a_draft
def papers(request, notice):
    """Show the papers of a draft, and attach more."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PapersForm(*sent)
    if form.is_valid():
        attached = _attach(request, notice, form)
        if attached:
            text = ngettext(
                "%(count)d paper is attached.", "%(count)d papers are attached.", attached
            )
            messages.success(request, text % {"count": attached})
        if not form.errors:
            return redirect("procurement:notice_papers", notice.public_id)
    return _page(request, notice, form=form, status=422 if form.errors else 200)


@require_POST
@on_a_draft
def remove(request, notice):
    """Take a paper off a draft."""
    pk = request.POST.get("paper", "")
    attachment = notice.attachments.filter(pk=pk).first() if pk.isdecimal() else None
    if attachment is None:
        raise Http404
    try:
        detach_paper(
            notice_id=notice.pk,
            attachment_id=attachment.pk,
            by=request.user,
            at=request.received_at,
        )
    except Refusal as refusal:
        return _page(request, notice, refusal=refusal, status=422)
    messages.success(request, _("The paper is taken off."))
    return redirect("procurement:notice_papers", notice.public_id)


def _attach(request, notice, form: PapersForm) -> int:
    """Attach one after the other; the form says which was not, and why."""
    attached = 0
    for upload in form.cleaned_data["papers"]:
        try:
            attach_paper(
                notice_id=notice.pk, upload=upload, by=request.user, at=request.received_at
            )
        except Refusal as refusal:
            form.add_refusal(refusal, field=None)
        else:
            attached += 1
    return attached


def _page(request, notice, *, form=None, refusal=None, status=200):
    step = next_step(notice)
    context = {
        "notice": notice,
        "papers": list(notice.attachments.select_related("document").order_by("pk")),
        "form": form or PapersForm(),
        "refusal": refusal,
        "most": MOST_ATTACHMENTS,
        "most_megabytes": MOST_BYTES // MEBIBYTE,
        "one_megabytes": conf.document_max_bytes() // MEBIBYTE,
        "onwards": step_url(step, notice),
    }
    return render(request, "procurement/owner/papers.html", context, status=status)
