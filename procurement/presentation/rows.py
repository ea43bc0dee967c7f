"""Notices and awards as rows of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import Agency
from marketplace.kernel.money import Money

from ..domain.lifecycle import DECIDED
from ..models import Award, Notice, NoticeLine, Response
from .mode_words import ModeWords, mode_words
from .phase import state_words


@dataclass(frozen=True, slots=True)
class Days:
    """The working days of the whole engagement, and what the standard allows."""

    required: int
    standard: int

    @property
    def saved(self) -> int:
        """Return by how many working days less than the standard is asked for."""
        return self.standard - self.required


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice in a list, from what ``NoticeQuerySet.for_list`` has fetched."""

    notice: Notice
    mode: ModeWords
    lamp: str
    state: object
    is_open: bool
    days: Days
    award: Award | None

    @property
    def title(self) -> str:
        return self.notice.title


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award in a table of results."""

    award: Award
    notice: Notice
    mode: ModeWords
    taken_over_at: Money | None = None

    @property
    def price(self) -> Money:
        """Return the price of the work: the winner's, or of whoever took it over."""
        return self.taken_over_at or self.award.price

    @property
    def ceiling(self) -> Money:
        return self.notice.ceiling


def notice_row(notice: Notice, *, at) -> NoticeRow:
    """Return a published notice as a row."""
    lamp, state = state_words(notice, at=at)
    decided = notice.state in {state.value for state in DECIDED}
    return NoticeRow(
        notice=notice,
        mode=mode_words(notice.mode_key),
        lamp=lamp,
        state=state,
        is_open=notice.is_open(at),
        days=engagement_days(notice.lines.all(), in_sequence=notice.lines_in_sequence),
        award=getattr(notice, "award", None) if decided else None,
    )


def award_row(notice: Notice) -> AwardRow:
    """Return a decided notice as a row of results."""
    return AwardRow(notice.award, notice, mode_words(notice.mode_key))


def award_rows_of(agency: Agency, notices: Iterable[Notice]) -> list[AwardRow]:
    """Return decided notices that an agency works on as rows, at its own prices.

    Where it took the work over from a winner who fell away, its answer's price counts.
    """
    notices = list(notices)
    passed_on = [each for each in notices if each.award.winner_id != agency.pk]
    answers = Response.objects.standing().filter(agency=agency, notice__in=passed_on)
    prices = {each.notice_id: each.price for each in answers}
    return [
        AwardRow(
            each.award,
            each,
            mode_words(each.mode_key),
            (prices.get(each.pk) or each.ceiling) if each in passed_on else None,
        )
        for each in notices
    ]


def engagement_days(lines: list[NoticeLine], *, in_sequence: bool) -> Days:
    """Return the one clock of an engagement: the longest line's, or the sum in sequence."""
    lines = list(lines)
    if in_sequence:
        return Days(
            sum(line.required_days for line in lines), sum(line.standard_days for line in lines)
        )
    longest = max(lines, key=lambda line: (line.required_days, line.standard_days))
    return Days(longest.required_days, longest.standard_days)
