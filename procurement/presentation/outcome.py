"""What came of a notice: who took part, the ranking, and how to find it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from marketplace.kernel.canonical import canonical
from marketplace.kernel.money import Money

from ..models import Award, Notice
from .redo import lines_to_redo
from .rows import Days

FAILURES_FOR_DIRECT = 2
EXHAUSTED = "ranking_exhausted"  # why a notice fails when every candidate has fallen away
EXCLUSIONS = {
    "agency.not_listed": gettext_lazy("not listed at the close"),
    "agency.avoided": gettext_lazy("on the avoidance list"),
    "service.not_listed": gettext_lazy("the service was not offered at the close"),
    "credential.missing": gettext_lazy("a credential was not valid at the close"),
    "invitation.other": gettext_lazy("another agency was invited"),
}
SOURCES = {
    "os": gettext_lazy("The random source of this server's operating system"),
}
SHOWN_EVIDENCE = {"method", "seed", "source", "tickets", "bids"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agency that took part, by the name it has today."""

    public_id: str
    name: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An agency whose answer did not count, and why."""

    candidate: Candidate
    reason: str | Promise


@dataclass(frozen=True, slots=True)
class Participants:
    """Everybody who had answered when the notice closed."""

    candidates: list[Candidate]
    left_out: list[LeftOut]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the ranking."""

    rank: int
    candidate: Candidate
    price: Money
    days: int
    ticket: str

    @property
    def is_first(self) -> bool:
        return self.rank == 1

    @property
    def reserve(self) -> int:
        """Return which reserve this is; 0 for the winner."""
        return self.rank - 1


@dataclass(frozen=True, slots=True)
class Result:
    """An award, with all that a stranger needs to find the same winner."""

    ranking: list[Place]
    ceiling: Money
    days: Days
    seed: str
    source: str | Promise
    redo: str
    other_evidence: list[tuple[str, str]]

    @property
    def winner(self) -> Place:
        return self.ranking[0]

    @property
    def has_quotes(self) -> bool:
        """Return whether prices differ from the one that the notice fixed."""
        return any(place.price != self.ceiling for place in self.ranking)

    @property
    def has_tickets(self) -> bool:
        return any(place.ticket for place in self.ranking)

    @property
    def tickets(self) -> list[str]:
        """Return the tickets for the line; none where prices and not tickets decided."""
        return [] if self.has_quotes else [place.ticket for place in self.ranking if place.ticket]

    @property
    def saving(self) -> Money:
        return self.ceiling - self.winner.price


@dataclass(frozen=True, slots=True)
class Failure:
    """A notice without an award: how many valid answers there were, and what was needed.

    ``is_exhausted`` says that there was an award, and everybody in its ranking fell away.
    """

    valid: int
    needed: int
    allows_direct: bool
    is_exhausted: bool


def participants(closed: Mapping) -> Participants:
    """Return who had answered, from the facts of ``notice.closed``."""
    left_out = closed["excluded"]
    known = _candidates([*closed["candidates"], *(each["agency"] for each in left_out)])
    return Participants(
        [known[name] for name in closed["candidates"]],
        [
            LeftOut(known[each["agency"]], EXCLUSIONS.get(each["reason"], each["reason"]))
            for each in left_out
        ],
    )


def result(notice: Notice, awarded: Mapping, *, days: Days) -> Result:
    """Return the result, from the facts of ``notice.awarded``."""
    evidence = awarded["evidence"]
    known = _candidates(each["agency"] for each in awarded["ranking"])
    tickets = _tickets(evidence)
    return Result(
        ranking=[
            Place(
                rank=each["rank"],
                candidate=known[each["agency"]],
                price=Money(each["price_fen"], awarded["currency"]),
                days=_promised(each["promised"], in_sequence=notice.lines_in_sequence),
                ticket=tickets.get(each["agency"], ""),
            )
            for each in awarded["ranking"]
        ],
        ceiling=notice.ceiling,
        days=days,
        seed=evidence.get("seed", ""),
        source=source_words(evidence.get("source", "")),
        redo=lines_to_redo(evidence),
        other_evidence=sorted(
            (name, value if isinstance(value, str) else canonical(value).decode())
            for name, value in evidence.items()
            if name not in SHOWN_EVIDENCE
        ),
    )


def source_words(source: str) -> str | Promise:
    """Return what a seed was made of, in words."""
    name, _colon, slot = source.partition(":")
    if name == "opendraw":
        return _("OPENDRAW/1: the dice of slot %(slot)s, stirred in public") % {"slot": slot}
    return SOURCES.get(source, source)


def failure(notice: Notice, failed: Mapping) -> Failure:
    """Return why a notice ended without an award, from the facts of ``notice.failed``."""
    return Failure(
        valid=failed["valid_answers"],
        needed=failed["min_answers"],
        allows_direct=_failures(notice) >= FAILURES_FOR_DIRECT,
        is_exhausted=notice.failure == EXHAUSTED,
    )


def in_order(award: Award) -> list[str]:
    """Return the ranking without those who have fallen away; prefetch ``skips`` for lists."""
    fallen = {skip.candidate for skip in award.skips.all()}
    return [candidate for candidate in award.ranking if candidate not in fallen]


def own_place(award: Award, agency: Agency) -> str:
    """Return the place of an agency in the ranking, in two words; nothing where it has none.

    Those behind a candidate who has fallen away move up.
    """
    if agency.public_id not in award.ranking:
        return ""
    standing = in_order(award)
    if agency.public_id not in standing:
        return _("Fell away")
    rank = standing.index(agency.public_id)
    return _("Selected") if rank == 0 else _("Reserve %(number)d") % {"number": rank}


def _candidates(public_ids: Iterable[str]) -> dict[str, Candidate]:
    wanted = list(public_ids)
    agencies = Agency.objects.filter(public_id__in=wanted).select_related("organisation")
    names = {agency.public_id: agency.name for agency in agencies}
    return {each: Candidate(each, names.get(each, each)) for each in wanted}


def _tickets(evidence: Mapping) -> dict[str, str]:
    drawn = {each["candidate"]: each["ticket"] for each in evidence.get("tickets", [])}
    return drawn | {each["candidate"]: each["tie"] for each in evidence.get("bids", [])}


def _promised(promised: list[Mapping], *, in_sequence: bool) -> int:
    days = [each["days"] for each in promised]
    return sum(days) if in_sequence else max(days, default=0)


def _failures(notice: Notice) -> int:
    count, each = 0, notice
    while each is not None:
        count += each.state == "failed"
        each = each.follows
    return count
