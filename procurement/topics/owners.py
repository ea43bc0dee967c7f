"""What an owner hears of its own notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.models import Event
from marketplace.topics import Letter, Message

from .about import ForOwners, facts_of, notice_of, owners_people, page, title


class OwnNotices(ForOwners):
    """Each turn of a notice, for the people of its owner but the one who made it."""

    key = "procurement.own"
    label = gettext_lazy("Your notices")
    description = gettext_lazy(
        "When a notice of yours is published, returned, extended, cancelled or decided."
    )
    kinds = frozenset(
        {
            "notice.published",
            "notice.returned",
            "notice.extended",
            "notice.cancelled",
            "notice.awarded",
            "notice.failed",
            "notice.voided",
        }
    )
    order = 10

    def letters(self, event: Event) -> Iterable[Letter]:
        notice = notice_of(event)
        was_draft = notice.published_at is None and event.kind != "notice.returned"
        yield Letter(owners_people(notice), facts_of(notice, draft=was_draft))

    def message(self, event: Event, facts: Mapping) -> Message:
        words, text, action = {
            "notice.published": (_("Published: %(notice)s"), "", _("Read the notice")),
            "notice.returned": (
                _("Returned by the reviewer: %(notice)s"),
                _("The reason stands on the page. Change it and hand it in again."),
                _("Read what to change"),
            ),
            "notice.extended": (_("Open longer: %(notice)s"), "", _("Read the notice")),
            "notice.cancelled": (_("Cancelled: %(notice)s"), "", _("Read the notice")),
            "notice.awarded": (
                _("Decided: %(notice)s"),
                _("The whole ranking and its evidence stand on the page."),
                _("Read the result"),
            ),
            "notice.failed": (
                _("Failed: %(notice)s"),
                _("You may copy it into a new notice for the same work."),
                _("Read why"),
            ),
            "notice.voided": (
                _("Declared void: %(notice)s"),
                _("You may publish a new notice for the same work."),
                _("Read why"),
            ),
        }[event.kind]
        reason = event.facts.get("reason", "")
        if event.kind in {"notice.extended", "notice.cancelled"}:
            text = reason
        return Message(words % title(facts), text, self._url(event, facts), action)

    def _url(self, event: Event, facts: Mapping) -> str:
        if event.kind == "notice.returned":
            return reverse("procurement:wizard_review", args=[facts["notice"]])
        if facts.get("draft"):  # a draft that was thrown away has no page
            return reverse("procurement:owner_notices")
        return page(facts)
