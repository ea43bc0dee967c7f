"""An owner's projects."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.kernel.refusal import Refusal

from ..commands import register_project
from ..forms.project import ProjectForm
from ..presentation.owner_desk import begin_url, project_row, projects_of
from .owner_access import for_owners
from .paging import page_of


@require_safe
@for_owners
def projects(request, owner):
    """Show the owner's projects, the newest first."""
    page = page_of(request, projects_of(owner))
    context = {"owner": owner, "page": page, "rows": [project_row(each) for each in page]}
    return render(request, "procurement/projects/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def new_project(request, owner):
    """Enter a project of the owner, and go on to its first notice where that is asked."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProjectForm(*sent)
    if form.is_valid():
        try:
            project = _register(request, owner, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The project is stored."))
            begins = request.POST.get("do") == "begin"
            return redirect(begin_url(project) if begins else "procurement:projects")
    context = {"owner": owner, "form": form}
    return render(
        request, "procurement/projects/new.html", context, status=422 if form.errors else 200
    )


def _register(request, owner, form):
    filled = form.cleaned_data
    return register_project(
        owner_id=owner.pk,
        code=filled["code"],
        name_zh=filled["name_zh"],
        name_en=filled["name_en"],
        region_id=filled["region"].pk,
        investment=filled["investment"],
        funds=form.funds(),
        by=request.user,
        at=request.received_at,
    )
