"""The full history of a service in words: when, what, who, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.notation import day
from marketplace.organisations.models import Membership

from ..models import Engagement, Pause
from ..parts import CLOCK_REASONS, HistoryStep, steps_of
from .lamps import NAMES
from .sides import SIDE_LABELS, Side

THE_CLOCK = gettext_lazy("The clock")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when, what, by whom, and why where somebody had to say why."""

    at: datetime
    words: str | Promise
    who: str | Promise
    why: str = ""
    facts: list[str] = field(default_factory=list)


def history(engagement: Engagement) -> list[Entry]:
    """Return all that was recorded about a service, oldest first, in two queries.

    With reasons and remarks, for those alone who may read the service's page.
    """
    found = steps_of(engagement, with_private=True)
    roles = _roles(engagement, {step.by_id for step in found if step.by_id})
    return [
        Entry(
            at=step.at,
            words=step.label,
            who=roles.get(step.by_id, SIDE_LABELS[Side.HALL]) if step.by_id else THE_CLOCK,
            why=_why(step),
            facts=list(_details(step)),
        )
        for step in found
    ]


def _roles(engagement: Engagement, people: set[int]) -> dict[int, str | Promise]:
    """Return the role of each person, by the organisation that the person acts for."""
    owner, agency = engagement.notice.owner.organisation_id, engagement.agency.organisation_id
    labels = {owner: SIDE_LABELS[Side.OWNER], agency: SIDE_LABELS[Side.AGENCY]}
    members = Membership.objects.filter(user__in=people, organisation__in=labels)
    return {
        user: labels[organisation]
        for user, organisation in members.values_list("user_id", "organisation_id")
    }


def _why(step: HistoryStep) -> str:
    if step.kind == "award.skipped":
        reason = step.facts.get("reason", "")
        return str(CLOCK_REASONS.get(reason, reason))
    return step.private.get("reason") or step.private.get("remark") or ""


def _details(step: HistoryStep) -> Iterator[str]:
    facts = step.facts
    if step.kind == "service.paused":
        yield str(dict(Pause.Reason.choices).get(facts["reason"], facts["reason"]))
        cause = dict(Pause.Cause.choices).get(facts["cause"], facts["cause"])
        yield _("Caused by: %(cause)s") % {"cause": cause}
    if step.kind.startswith("extension."):
        words = ngettext("%(days)d working day", "%(days)d working days", facts["days"])
        yield words % {"days": facts["days"]}
    if facts.get("lamp") in NAMES:
        yield str(NAMES[facts["lamp"]])
    if "elapsed" in facts and "allowed" in facts:
        used = {"elapsed": facts["elapsed"], "allowed": facts["allowed"]}
        yield _("%(elapsed)d of %(allowed)d working days used") % used
    if facts.get("is_late"):
        yield _("Late")
    if facts.get("due_on"):
        yield _("Due on %(day)s") % {"day": day(date.fromisoformat(facts["due_on"]))}
