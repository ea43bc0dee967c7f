from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.kernel.refusal import Refusal

from ..registry import sources
from .commands import change_search, delete_search, save_search
from .forms import NameForm, SaveForm
from .models import SavedSearch
from .tokens import read_token


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def saved_searches(request):
    """Show the person's searches, and keep one more."""
    form = SaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            save_search(
                **form.cleaned_data["about"],
                language=get_language(),
                by=request.user,
                at=request.received_at,
            )
        except Refusal as refusal:
            form.add_error(None, f"{refusal.message} {refusal.next_step}")
        else:
            messages.success(
                request, _("The search is saved. What is new comes once a day, in the morning.")
            )
            return redirect("saved_searches:list")
    mine = SavedSearch.objects.filter(user=request.user).order_by("pk")
    have = {each.kind for each in mine if each.only_mine}
    context = {
        "form": form,
        "searches": mine,
        "ready": [source for source in sources() if source.mine_label and source.key not in have],
    }
    status = 422 if form.errors else 200
    return render(request, "search/saved/list.html", context, status=status)


@require_POST
@login_required
def keep(request, token):
    """Rename a search, switch its messages, or delete it."""
    kept = get_object_or_404(SavedSearch, token=token, user=request.user)
    act = request.POST.get("act", "")
    if act == "delete":
        delete_search(token=token, by=request.user)
        messages.success(request, _("The search “%(name)s” is deleted.") % {"name": kept.name})
    elif act in ("on", "off"):
        change_search(token=token, by=request.user, at=request.received_at, on=act == "on")
        told = (
            _("What is new comes once a day again.")
            if act == "on"
            else _("There are no more messages of this search.")
        )
        messages.success(request, told)
    else:
        form = NameForm(request.POST)
        if not form.is_valid():
            mine = SavedSearch.objects.filter(user=request.user).order_by("pk")
            context = {"form": form, "searches": mine, "ready": []}
            return render(request, "search/saved/list.html", context, status=422)
        name = form.cleaned_data["name"]
        change_search(token=token, by=request.user, at=request.received_at, name=name)
        messages.success(request, _("The search is called “%(name)s” now.") % {"name": name})
    return redirect("saved_searches:list")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def off(request, token):
    """End the messages of one search, by a link in a mail; a mail program posts at once.

    Following the link only asks: programs that look at every link must switch nothing off.
    """
    known = read_token(token)
    kept = SavedSearch.objects.filter(token=known).first() if known else None
    if kept is None:
        raise Http404
    is_on = request.method == "POST" and request.POST.get("act") == "on"
    if request.method == "POST":
        change_search(token=kept.token, at=request.received_at, on=is_on)
    state = "asked" if request.method != "POST" else "on" if is_on else "off"
    return render(request, "search/saved/off.html", {"name": kept.name, "state": state})
