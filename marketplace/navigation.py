"""What the menus offer: every installed app brings its own entries.

An app offers them in its ``wagtail_hooks.py``::

    @hooks.register("register_navigation")
    def offer_navigation():
        return [NavigationItem(_("Notices"), "procurement:notices", order=10)]

An app that lets people arrange the menus registers ``arrange_navigation``: it is given all
entries, the place that is wanted and the request, and returns those that are to be shown.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from wagtail import hooks


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the main menu, or of a column of the footer.

    ``place`` is ``main``, for the footer ``do``, ``learn`` or ``help``, and for the parts of a
    desk ``agency_desk`` or ``owner_desk``; ``complain`` is where one complains of a demand. A
    page that has no URL name of its own is offered by a subclass with another ``address``.
    """

    label: str | Promise
    url_name: str
    order: int = 100
    place: str = "main"

    def address(self, request) -> str:
        """Return where the entry leads. Raises ``NoReverseMatch`` where it leads nowhere."""
        return reverse(self.url_name)


def entries(place: str, request) -> list[dict]:
    """Return label, address and ``current`` (``page``, ``true`` for its section, or nothing).

    An app may be installed without its URLs; what leads nowhere is left out. So is, on a page
    that tells of a failure and has no request, whatever may have to ask the database.
    """
    wanted = [item for item in _arranged(_offers(request), place, request) if item.place == place]
    found = []
    for item in sorted(wanted, key=lambda item: item.order):
        if request is None and type(item).address is not NavigationItem.address:
            continue
        with suppress(NoReverseMatch, DatabaseError):
            found.append({"label": item.label, "url": item.address(request), "current": ""})
    _mark_current(found, getattr(request, "path", ""))
    return found


def _offers(request) -> list[NavigationItem]:
    """Return what the apps bring; the menus of one page ask them once."""
    found = getattr(request, "_navigation_offers", None)
    if found is None:
        found = [item for offer in hooks.get_hooks("register_navigation") for item in offer()]
        if request is not None:
            request._navigation_offers = found
    return list(found)


def _arranged(offers: list[NavigationItem], place: str, request) -> list[NavigationItem]:
    """Return the entries as somebody arranged them; as the apps bring them without a database."""
    if request is None:
        return offers
    with suppress(DatabaseError):
        for arrange in hooks.get_hooks("arrange_navigation"):
            offers = arrange(offers, place, request)
    return offers


def _mark_current(found: list[dict], path: str) -> None:
    """Mark the one entry that is this page, or else the nearest that is its section."""
    homes = {"/", *(f"/{code}/" for code, _name in settings.LANGUAGES)}
    near = [entry for entry in found if path.startswith(entry["url"]) and entry["url"] not in homes]
    near += [entry for entry in found if entry["url"] == path]
    if near:
        nearest = max(near, key=lambda entry: len(entry["url"]))
        nearest["current"] = "page" if nearest["url"] == path else "true"
