"""The pages for what went wrong, as the site makes them."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from marketplace import clock
from marketplace.models import Hall
from marketplace.project.failures import server_error
from marketplace.project.operations.maintenance import (
    HALL_FACTS,
    Maintenance,
    maintenance_page,
)


def outcome(*, name: str, language: str) -> str:
    """Return the HTML of a page for what went wrong."""
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        return MAKE[name](_request()).content.decode()


def _request() -> HttpRequest:
    request = RequestFactory().get(reverse("procurement:notices"))
    request.user, request.maintenance = AnonymousUser(), None
    request.received_at, request.csp_nonce = clock.now(), ""
    return request


def _maintenance(request) -> HttpRequest:
    now = clock.now()
    hall = Hall.objects.values(*HALL_FACTS).first()
    return maintenance_page(request, Maintenance(now, now + timedelta(minutes=20), hall))


MAKE = {
    "403-csrf": lambda request: render(request, "403_csrf.html", status=403),
    "413": lambda request: render(request, "413.html", {"limit": 512}, status=413),
    "429": lambda request: render(request, "429.html", status=429),
    "500": server_error,
    "503": _maintenance,
}
