"""The sitemap and robots.txt of a site; outside of its languages."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail import hooks

from . import sitemap
from .addresses import codes

XML = "application/xml; charset=utf-8"


@require_safe
def index(request):
    """Return the list of the sitemap's files."""
    addresses = [
        request.build_absolute_uri(reverse("discovery:sitemap_file", args=each))
        for each in sitemap.files()
    ]
    return HttpResponse(sitemap.as_index(addresses), content_type=XML)


@require_safe
def file(request, key, number):
    """Return the pages of one file of the sitemap."""
    section = sitemap.sections().get(key)
    places = sitemap.places_in(section, number) if section and number else []
    if not places:
        raise Http404(_("There is no such part of the sitemap."))
    root = request.build_absolute_uri("/")[:-1]
    return HttpResponse(sitemap.as_urlset(places, root), content_type=XML)


@require_safe
def robots(request):
    """Tell programs what is not for them, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in private_paths())]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('discovery:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def private_paths() -> list[str]:
    """Return where the places of work begin, in every language."""
    names = [name for offer in hooks.get_hooks("register_private_pages") for name in offer()]
    found = set()
    for code in codes():
        with override(code):
            for name in names:
                try:
                    found.add(reverse(name))
                except NoReverseMatch:  # an app may be installed without its addresses
                    continue
    return sorted(found)
