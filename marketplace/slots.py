"""Up-needs: how a higher app puts something on a lower app's page, which never learns of it.

A panel is a template with its context, on a named slot of a thing's page::

    @hooks.register("register_panels")
    def offer_panels(slot, thing, request):
        if slot == "agency":
            yield Panel("procurement/panels/awards.html", {"awards": awards_of(thing)}, order=20)

A link leads from a thing to a page about it::

    @hooks.register("register_links")
    def offer_links(thing):
        if isinstance(thing, ServiceItem):
            yield Link(_("Guide"), guide.url)

A desk is where a person works after signing in; see ``views.desk``::

    @hooks.register("register_desks")
    def offer_desk(request):
        return Desk(_("Owner's desk"), url, 10, _("Notices")) if is_owner(request.user) else None

A task is one thing that waits on a desk; the desk's own app shows it among its own::

    @hooks.register("register_tasks")
    def offer_tasks(desk, thing, at):
        if desk == "owner":
            text = _("The agency has delivered.")
            yield Task(title, "warn", _("Delivered"), text, _("Accept it"), url, kind="app.accept")

The desks with tasks are ``owner`` and ``agency`` (the thing is the owner or the agency) and
``operator``: there the thing is the user, and only what this user may do is offered; ``state``
is the heading under which Wagtail's admin groups it. The slots ``owner_desk`` and
``agency_desk`` are on these desks, and on a notice's page ``notice`` (at its result) and
``notice_foot`` (at its end).

The slots are ``item`` (a service item's page), ``item_cap`` (there, where its cap is told that
follows from a schedule), ``agency`` (an agency's page), ``shortlist`` (a visitor's shortlist; the
thing is a list of agencies) and ``log`` (the public log; the thing is None). On an item's guide
are ``item_figure`` (among its headline figures), ``item_time`` (beside its standard time),
``item_calculator`` (a form that answers on the page) and ``item_agencies``; an editor's list of
notices is ``notice_list`` (the thing says of which item or category, and how many). A panel with
a form that was sent and refused sets ``request.form_refused``: its page answers with 422.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from wagtail import hooks


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page: what is shown, with what, and where among the others."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    order: int = 100


class Link(NamedTuple):
    """Where to read on about a thing."""

    label: str | Promise
    url: str


class Desk(NamedTuple):
    """A place of work that is open to the person who asks.

    Of several with one ``key`` the first is the desk: a higher app's takes in a lower one's.
    """

    label: str | Promise
    url: str
    order: int = 100
    description: str | Promise = ""
    key: str = ""


class Task(NamedTuple):
    """One thing that waits for somebody, with the button that does it.

    Where it waits for one of several people it says since when it waits, when it is due (a
    moment already counted in working days) and, if it stands for a list, how many are in it.
    It is there until it is done; ``kind`` names what it asks for, as ``app.deed``.
    """

    title: str | Promise
    lamp: str
    state: str | Promise
    text: str | Promise
    action: str | Promise
    url: str
    order: int = 100
    due_at: datetime | None = None
    count: int = 1
    since: datetime | None = None
    kind: str = ""


def panels_for(slot: str, thing, request) -> list[Panel]:
    """Return what the installed apps have to show on a slot of a thing's page."""
    offers = hooks.get_hooks("register_panels")
    found = [panel for offer in offers for panel in offer(slot, thing, request) or ()]
    return sorted(found, key=lambda panel: panel.order)


def links_for(thing) -> list[Link]:
    """Return where the installed apps have more to read about a thing."""
    offers = hooks.get_hooks("register_links")
    return [Link(*link) for offer in offers for link in offer(thing) or ()]


def desks_for(request) -> list[Desk]:
    """Return the desks that are open to the person who asks, in their order."""
    offers = (offer(request) for offer in hooks.get_hooks("register_desks"))
    found = sorted((Desk(*offer) for offer in offers if offer), key=lambda desk: desk.order)
    first = {desk.key or desk.url: desk for desk in reversed(found)}
    return [desk for desk in found if first[desk.key or desk.url] is desk]


def tasks_for(desk: str, thing, *, at: datetime) -> list[Task]:
    """Return what apps know to wait on the desk of an owner, an agency or an operator."""
    offers = hooks.get_hooks("register_tasks")
    found = [Task(*task) for offer in offers for task in offer(desk, thing, at) or ()]
    return sorted(found, key=lambda task: task.order)
