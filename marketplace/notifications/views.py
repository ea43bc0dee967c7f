"""What somebody was told, and how they want to hear of it."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .commands import choose, read, read_until, switch_mails
from .forms import ChoicesForm
from .models import Notification
from .parts import choices_of, shown
from .parts.rendering import known_topics, worded
from .parts.tokens import read_token

PAGE = 30


@require_safe
@login_required
def notifications(request):
    """Show what the user was told: unread first, each day under its heading."""
    rows = Notification.objects.of(request.user).filter(topic__in=known_topics())
    is_read = Case(When(read_at=None, then=Value(0)), default=Value(1))
    rows = rows.annotate(is_read=is_read).select_related("event")
    page = Paginator(rows.order_by("is_read", "-at", "-pk"), PAGE).get_page(request.GET.get("page"))
    unread = Notification.objects.of(request.user).unread()
    context = {
        "page": page,
        "groups": _by_day(shown(page)),
        "unread": unread.count(),
        "newest": unread.order_by("-pk").values_list("pk", flat=True).first(),
    }
    return render(request, "notifications/notifications.html", context)


def _by_day(entries) -> list[tuple[bool, list]]:
    """Return the unread and the read apart, each as pairs of a day and its entries."""
    found = []
    for unread, some in groupby(entries, key=lambda each: each.notification.read_at is None):
        days = groupby(some, key=lambda each: timezone.localdate(each.notification.at))
        found.append((unread, [(day, list(told)) for day, told in days]))
    return found


@require_safe
@login_required
def follow(request, pk):
    """Lead to the thing that the user was told of; it is read by that."""
    row = get_object_or_404(Notification.objects.of(request.user).select_related("event"), pk=pk)
    topic = known_topics().get(row.topic)
    if topic is None:
        raise Http404
    read(notification_id=row.pk, user_id=request.user.pk, at=request.received_at)
    return redirect(worded(row, topic).url or "notifications:notifications")


@require_POST
@login_required
def read_one(request, pk):
    """Mark one as read."""
    row = get_object_or_404(Notification.objects.of(request.user), pk=pk)
    read(notification_id=row.pk, user_id=request.user.pk, at=request.received_at)
    return redirect("notifications:notifications")


@require_POST
@login_required
def read_all(request):
    """Mark as read what the page showed, and what is older."""
    newest = request.POST.get("newest", "")
    if not (newest.isascii() and newest.isdecimal() and len(newest) < 19):
        return HttpResponseBadRequest()
    read_until(newest=int(newest), user_id=request.user.pk, at=request.received_at)
    messages.success(request, _("Everything is marked as read."))
    return redirect("notifications:notifications")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def topics(request):
    """Show how the user hears of each topic, and keep what they choose."""
    found = choices_of(request.user)
    form = ChoicesForm(request.POST if request.method == "POST" else None, choices=found)
    if request.method == "POST" and form.is_valid():
        choose(user_id=request.user.pk, chosen=form.chosen())
        messages.success(request, _("Your choice holds from now on."))
        return redirect("notifications:topics")
    context = {"form": form, "sections": form.sections(), "settings_url": _settings_url()}
    return render(request, "notifications/topics.html", context, status=422 if form.errors else 200)


def _settings_url() -> str:
    """Return where an address and a language are changed, if the site has such a page."""
    return getattr(settings, "MARKETPLACE_ACCOUNT_URL_NAME", "")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def off(request, token):
    """Switch the mails of some topics off, by a link in a mail; a mail program posts at once.

    Following the link only asks: programs that look at every link must switch nothing off.
    """
    found = read_token(token)
    known = known_topics()
    labels = [known[key].label for key in found[1] if key in known] if found else []
    if not labels:
        return render(request, "notifications/off_wrong.html", status=404)
    user, keys = found
    is_on = request.method == "POST" and request.POST.get("act") == "on"
    if request.method == "POST":
        switch_mails(user_id=user.pk, topics=[key for key in keys if key in known], on=is_on)
    state = "asked" if request.method != "POST" else "on" if is_on else "off"
    return render(request, "notifications/off.html", {"labels": labels, "state": state})
