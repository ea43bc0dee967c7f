"""What the topics of notices have in common: the notice, its people, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from agencies.models import Agency
from marketplace import notation
from marketplace.models import Event
from marketplace.topics import AGENCIES, OWNERS, Topic, spoken

from ..models import Notice, Owner
from ..qualification import qualified_agencies

LANGUAGES = {"zh": "zh-hans", "en": "en"}


def notice_of(event: Event) -> Notice:
    """Return the notice that an event is about, with what its title needs."""
    notices = Notice.objects.select_related("owner", "project").prefetch_related("lines__item")
    return notices.get(public_id=event.stream.removeprefix("notice:"))


def facts_of(notice: Notice, **more) -> dict[str, object]:
    """Return what a message says of a notice."""
    facts: dict[str, object] = {"notice": notice.public_id}
    for suffix, language in LANGUAGES.items():
        with override(language):
            facts[f"title_{suffix}"] = notice.title
    return facts | more


def title(facts: Mapping) -> dict[str, str]:
    """Return the notice's title in the reader's language, under its name in messages."""
    return {"notice": spoken(facts, "title")}


def page(facts: Mapping) -> str:
    """Return the address of the notice's page."""
    return reverse("procurement:notice", args=[facts["notice"]])


def moment(stamp: str) -> str:
    """Return a moment of an event's facts in words."""
    return notation.moment(datetime.fromisoformat(stamp))


def owners_people(notice: Notice):
    """Return the users who act for the owner of the notice."""
    users = get_user_model()._default_manager
    return users.filter(memberships__organisation=notice.owner.organisation_id)


def agencies_people(agencies):
    """Return the users who act for some agencies, given as a queryset."""
    users = get_user_model()._default_manager
    return users.filter(memberships__organisation__agency__in=agencies.order_by().values("pk"))


def candidates(notice: Notice, *, on):
    """Return who may answer, and who has: together, so that being told tells nothing."""
    invited = notice.invited
    if invited:
        return Agency.objects.filter(public_id=invited)
    may = qualified_agencies(notice, on=on).order_by().values("pk")
    return Agency.objects.filter(Q(pk__in=may) | Q(pk__in=_answered(notice)))


def answered(notice: Notice):
    """Return the agencies whose answers stand. Only for what happens after the close."""
    return Agency.objects.filter(pk__in=_answered(notice))


def _answered(notice: Notice):
    return notice.responses.standing().order_by().values("agency")


class ForAgencies(Topic):
    """A topic for those who act for an agency."""

    audience = AGENCIES

    def concerns(self, user) -> bool:
        if not hasattr(user, "_acts_for_an_agency"):
            user._acts_for_an_agency = Agency.objects.acted_for_by(user).exists()
        return user._acts_for_an_agency


class ForOwners(Topic):
    """A topic for those who act for a project owner."""

    audience = OWNERS

    def concerns(self, user) -> bool:
        if not hasattr(user, "_acts_for_an_owner"):
            user._acts_for_an_owner = Owner.objects.acted_for_by(user).exists()
        return user._acts_for_an_owner
