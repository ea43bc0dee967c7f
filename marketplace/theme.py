"""The visitor's choice between light, dark and the system's colours."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "theme"
THEMES = ("auto", "light", "dark")
ONE_YEAR = 365 * 24 * 3600


@require_POST
def set_theme(request) -> HttpResponse:
    """Remember the theme in a cookie and lead back to the page the choice was made on."""
    theme = request.POST.get("theme")
    if theme not in THEMES:
        return HttpResponse(status=400)
    response = redirect(_way_back(request))
    if theme == "auto":
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE,
            theme,
            max_age=ONE_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def chosen_theme(request) -> str:
    """Return ``light`` or ``dark`` as chosen, ``auto`` for everything else."""
    theme = request.COOKIES.get(COOKIE)
    return theme if theme in THEMES else "auto"


def _way_back(request) -> str:
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else "/"
