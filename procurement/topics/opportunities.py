"""Notices that an agency may answer, from the publication to the close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from marketplace import clock
from marketplace.models import Event
from marketplace.topics import Letter, Message

from ..qualification import qualified_agencies
from .about import (
    ForAgencies,
    agencies_people,
    candidates,
    facts_of,
    moment,
    notice_of,
    page,
    title,
)


class Published(ForAgencies):
    """A new notice, for everybody who may answer it."""

    key = "procurement.published"
    label = gettext_lazy("Notices you may answer")
    description = gettext_lazy("When a notice is published for which your agency qualifies.")
    kinds = frozenset({"notice.published"})
    order = 40

    def letters(self, event: Event) -> Iterable[Letter]:
        notice, now = notice_of(event), clock.now()
        if notice.is_open(now) and not notice.invited:
            may = qualified_agencies(notice, on=timezone.localdate(now))
            closes = notice.closes_at.isoformat()
            yield Letter(agencies_people(may), facts_of(notice, closes_at=closes))

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("You may answer: %(notice)s") % title(facts),
            _("Answers are taken until %(moment)s.") % {"moment": moment(facts["closes_at"])},
            page(facts),
            _("Read the notice"),
        )


class Invited(Published):
    """The invitation to a direct selection."""

    key = "procurement.invited"
    label = gettext_lazy("Invitations to a direct selection")
    description = gettext_lazy("When an owner names your agency; a short time runs.")
    binding = True
    order = 50

    def letters(self, event: Event) -> Iterable[Letter]:
        notice = notice_of(event)
        if notice.is_open(clock.now()) and notice.invited:
            invited = Agency.objects.filter(public_id=notice.invited)
            closes = notice.closes_at.isoformat()
            yield Letter(agencies_people(invited), facts_of(notice, closes_at=closes))

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("You are invited: %(notice)s") % title(facts),
            _("Accept or decline by %(moment)s.") % {"moment": moment(facts["closes_at"])},
            page(facts),
            _("Answer the invitation"),
        )


class Changed(ForAgencies):
    """An open notice that stays open longer, or ends before its time.

    Told to all who may answer, so that nobody learns from it who has.
    """

    key = "procurement.changed"
    label = gettext_lazy("Changes of open notices")
    description = gettext_lazy("When a notice you may answer is extended or cancelled.")
    kinds = frozenset({"notice.extended", "notice.cancelled"})
    order = 60

    def letters(self, event: Event) -> Iterable[Letter]:
        notice, now = notice_of(event), clock.now()
        if notice.published_at is None:  # a draft was thrown away
            return
        if event.kind == "notice.extended" and not notice.is_open(now):
            return
        told = candidates(notice, on=timezone.localdate(now))
        yield Letter(agencies_people(told), facts_of(notice))

    def message(self, event: Event, facts: Mapping) -> Message:
        reason = event.facts.get("reason", "")
        if event.kind == "notice.cancelled":
            return Message(
                _("Cancelled: %(notice)s") % title(facts), reason, page(facts), _("Read the notice")
            )
        until = _("Answers are taken until %(moment)s.") % {
            "moment": moment(event.facts["closes_at"])
        }
        return Message(
            _("Open longer: %(notice)s") % title(facts),
            f"{until}\n{reason}".strip(),
            page(facts),
            _("Read the notice"),
        )
