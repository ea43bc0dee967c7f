"""What every page of ours in Wagtail's admin is made of: the guard and the furniture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Crumb(NamedTuple):
    """One step of the way to a page."""

    label: str | Promise
    url: str = ""


def for_duty(may: Callable[[object], bool]):
    """Let only those in of whom the predicate is true; Wagtail sends the others home."""

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def admin_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    title: str | Promise,
    icon: str,
    crumbs: Iterable[Crumb] = (),
    buttons: Iterable = (),
    status: int = 200,
) -> HttpResponse:
    """Return a page in Wagtail's furniture: the way to it, its title, its buttons."""
    home = Crumb(_("Home"), reverse("wagtailadmin_home"))
    way = [home, *crumbs, Crumb(title)]
    furniture = {
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [{"label": step.label, "url": step.url} for step in way],
        "header_buttons": list(buttons),
    }
    return render(request, template, {**context, **furniture}, status=status)
