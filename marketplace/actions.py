"""Our own deeds in Wagtail's admin: its edit views hold a transaction, where commands refuse."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from . import clock
from .catalogue_forms import RulesForm
from .commands import adopt_rules
from .kernel.refusal import Refusal
from .models import Hall
from .permissions import may_adopt_rules


@require_http_methods(["GET", "POST"])
def adopt_new_rules(request, pk: int):
    """Show the rules in force as a form, and adopt what is sent as the next version."""
    if not may_adopt_rules(request.user):
        raise PermissionDenied
    hall = get_object_or_404(Hall, pk=pk)
    form = RulesForm(request.POST or None, request.FILES or None, rules=hall.rules)
    refusal = None
    if form.is_valid():
        try:
            rules = adopt_rules(hall_id=pk, by=request.user, at=clock.now(), **form.changes())
        except Refusal as no:
            refusal = no
        else:
            said = _("Version %(version)d of the rules is in force. Published notices keep theirs.")
            messages.success(request, said % {"version": rules.version})
            return redirect("halls:inspect", pk)
    context = {"hall": hall, "form": form, "refusal": refusal}
    status = 422 if refusal or form.errors else 200
    return render(request, "marketplace/admin/adopt_rules.html", context, status=status)
