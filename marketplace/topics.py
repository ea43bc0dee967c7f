"""What people hear of: every app says who is told what of its events, and never how.

An app offers its topics in its ``wagtail_hooks.py``; each is a class in its ``topics.py``::

    @hooks.register("register_topics")
    def offer_topics():
        from .topics import ApplicationDecided

        return [ApplicationDecided]

    class ApplicationDecided(Topic):
        key = "agencies.decided"
        label = _("Your application")
        description = _("When the hall has let your agency in, or returned the application.")
        audience = AGENCIES
        kinds = frozenset({"agency.listed", "agency.returned"})

        def letters(self, event):
            agency = Agency.objects.get(public_id=event.facts["agency"])
            yield Letter(agency.organisation.members.all(), names_of(agency))

        def message(self, event, facts):
            return Message(
                _("%(agency)s is listed") % {"agency": spoken(facts, "name")},
                _("Notices that you may answer are on your desk."),
                reverse("procurement:agency_desk"),
                _("Open the desk"),
            )

A topic that also reminds says at which ``times``; ``letters_for`` then tells what still holds.

``letters`` is asked once, when the event is delivered: who is told, and the few facts that the
words need (canonical JSON). ``message`` is asked each time somebody reads it, in the reader's
language, and must ask the database nothing: a page shows many. ``marketplace.notifications``
shows and mails them; without it nothing asks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .notation import in_chinese
from .registry import HookRegistry

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet

    from .models import Event

EVERYBODY = "everybody"
OWNERS = "owners"
AGENCIES = "agencies"
STAFF = "staff"
AUDIENCES = {
    AGENCIES: _("As an agency"),
    OWNERS: _("As a project owner"),
    STAFF: _("For your duties in the hall"),
    EVERYBODY: _("For yourself"),
}

AT_ONCE = "at_once"
DAILY = "daily"
NEVER = "never"


@dataclass(frozen=True, slots=True)
class Letter:
    """Who is told one thing, and the facts that its words need.

    ``users`` is a queryset of users, which may be large and is then told in parts, or a few
    users. Somebody whom two letters of one topic would reach about one event gets the first.
    """

    users: QuerySet | Iterable[AbstractBaseUser]
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """What the reader reads: what happened, in a sentence or two, and where it leads.

    ``stop_url`` ends messages like this one and no others, without signing in: by a POST at
    once, as mail programs do it (RFC 8058). Without it a mail offers to switch the topic off.
    """

    title: str
    text: str = ""
    url: str = ""
    action: str | Promise = ""
    stop_url: str = ""


class Topic(ABC):
    """One thing people may want to hear of, or not; each person switches it."""

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    description: ClassVar[str | Promise] = ""
    audience: ClassVar[str] = EVERYBODY
    kinds: ClassVar[frozenset[str]]
    binding: ClassVar[bool] = False  # a time runs that costs something: always on the site
    mail: ClassVar[str] = AT_ONCE  # until the person chooses otherwise
    tells_doer: ClassVar[bool] = False  # who did it knows, but may want a receipt
    order: ClassVar[int] = 100

    @abstractmethod
    def letters(self, event: Event) -> Iterable[Letter]:
        """Return who is told of the event, the most concerned first; perhaps nobody."""

    def times(self, event: Event) -> Iterable[tuple[str, datetime]]:
        """Return when it is told, each time under a name: at once, and for reminders later too.

        Only the event's own facts count here: what has changed by then ``letters_for`` sees.
        """
        return [("", event.at)]

    def letters_for(self, event: Event, time: str) -> Iterable[Letter]:
        """Return who is told at one of the times; nobody where it has become needless."""
        return self.letters(event)

    @abstractmethod
    def message(self, event: Event, facts: Mapping) -> Message:
        """Return the words, in the language that is active now."""

    def concerns(self, user) -> bool:
        """Return whether the user may ever be told; others do not find the topic on their page."""
        return True


topics: HookRegistry[Topic] = HookRegistry("register_topics", Topic)


def spoken(facts: Mapping, stem: str) -> str:
    """Return a text of the facts in the reader's language; Chinese where there is no English."""
    chinese = str(facts.get(f"{stem}_zh") or "")
    return chinese if in_chinese() else str(facts.get(f"{stem}_en") or "") or chinese
