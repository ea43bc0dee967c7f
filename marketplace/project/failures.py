"""The pages for what went wrong: what happened, why, and what to do next."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from marketplace.theme import chosen_theme


class NulCharacter(SuspiciousOperation):
    """The address holds a NUL character, which PostgreSQL cannot store or compare."""


class RefuseNulMiddleware:
    """Answer 400 to an address with a NUL character, before a query can trip over it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise NulCharacter
        return self.get_response(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return 413 for a form that is too large, 400 for anything else that cannot be read."""
    if isinstance(exception, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
        return render(request, "413.html", {"limit": limit}, status=413)
    context = {
        "message": _("The request was not accepted: its address or its content cannot be read."),
        "next_step": _("Check the address, or go back and send the form again."),
    }
    return render(request, "400.html", context, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return 500, in plain words where the database is what failed."""
    try:
        context = {"demo": settings.MARKETPLACE_DEMO, "theme": chosen_theme(request)}
        page = loader.render_to_string("500.html", context)
    except DatabaseFailure:
        page = _("Something went wrong on our side. Try again in a minute.")
    return HttpResponseServerError(page)
