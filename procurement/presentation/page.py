"""Everything the page of one notice shows to everybody."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from ..models import Notice, NoticeLine
from ..qualification import qualified_agencies
from .bundles import bundle_of
from .conditions import conditions, mode_facts
from .dialogue import papers_of, questions_of
from .export import draw_events, public_events
from .line_caps import cap_source, figures_of
from .mode_words import mode_words
from .outcome import failure, participants, result
from .phase import phase_of, state_words
from .rows import Days, engagement_days
from .timeline import history, steps


def with_page_parts(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the notices with all that their page shows, in a fixed number of queries."""
    return notices.select_related(
        "owner__organisation",
        "project__region",
        "draw__slot__pool",
        "award__winner",
        "follows",
    ).prefetch_related(
        "lines__item",
        "lines__assessment__schedule",
        "requirements__type",
        "requirements__min_grade",
        "avoidances__agency__organisation",
        "attachments__document",
        "deadline_extensions",
        "questions__reply",
        "questions__agency__organisation",
        "project__funds",
        "followed_by",
        "award__skips",
    )


def notice_page(notice: Notice, *, at: datetime) -> dict:
    """Return what the page shows: the terms, and after the close what came of them."""
    events = public_events(notice)
    told = {event.kind: event for event in events}
    mode = mode_words(notice.mode_key)
    days = engagement_days(notice.lines.all(), in_sequence=notice.lines_in_sequence)
    lamp, state = state_words(notice, at=at)
    published = told.get("notice.published")
    return {
        "notice": notice,
        "mode": mode,
        "phase": phase_of(notice, at=at),
        "lamp_kind": lamp,
        "state": state,
        "days": days,
        "lines": [line_facts(line) for line in notice.lines.all()],
        "bundle": bundle_of(line.item for line in notice.lines.all()),
        "conditions": conditions(notice),
        "papers": papers_of(notice),
        "questions": questions_of(notice, at=at),
        "extensions": sorted(notice.deadline_extensions.all(), key=lambda each: each.pk),
        "mode_facts": mode_facts(notice),
        "qualified": _qualified(notice, at=at),
        "steps": steps(notice, mode, days, told, at=at),
        "history": history([*events, *draw_events(notice)], is_complete=bool(notice.closed_at)),
        "fingerprint": published and published.leaf_hash(),
        "successors": [each for each in notice.followed_by.all() if each.published_at],
        **_ending(notice, told, days),
    }


def line_facts(line: NoticeLine) -> dict:
    """Return a line with the source of its cap and the figures that it was found from."""
    source = cap_source(line).rstrip(".。")
    return {
        "line": line,
        "item": line.item,
        "cap_source": source,
        "figures": figures_of(line),
        "days": Days(line.required_days, line.standard_days),
    }


def _qualified(notice: Notice, *, at: datetime) -> int | None:
    """Return how many may answer now; None where it is over, or where one is invited."""
    if not notice.is_open(at) or notice.invited:
        return None
    return qualified_agencies(notice, on=timezone.localdate(at)).count()


def _ending(notice: Notice, told: dict, days) -> dict:
    facts = {kind: event.facts for kind, event in told.items()}
    ending = {}
    if "notice.closed" in facts:
        ending["participants"] = participants(facts["notice.closed"])
    if "notice.awarded" in facts:
        ending["result"] = result(notice, facts["notice.awarded"], days=days)
    if "notice.failed" in facts:
        ending["failure"] = failure(notice, facts["notice.failed"])
    if "notice.voided" in facts:
        ending["voided"] = facts["notice.voided"]["reason"]
    if "notice.cancelled" in facts:
        ending["cancelled"] = facts["notice.cancelled"]["reason"]
    return ending
