"""What is said about a notice beside its terms: its papers, questions and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agencies.models import Agency
from marketplace.documents.models import Document

from ..commands.asking import questions_until
from ..models import Notice, Question, Reply


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer; who asked is known once the notice has closed."""

    question: Question
    reply: Reply | None
    asker: Agency | None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """All questions on a notice, and until when more are taken."""

    rows: list[Asked]
    until: datetime | None
    is_open: bool
    takes_answers: bool


def papers_of(notice: Notice) -> list[Document]:
    """Return the papers of a notice in the order in which they were attached."""
    return [each.document for each in sorted(notice.attachments.all(), key=lambda row: row.pk)]


def questions_of(notice: Notice, *, at: datetime) -> Dialogue:
    """Return the questions on a published notice."""
    is_told = notice.closed_at is not None
    rows = sorted(notice.questions.all(), key=lambda question: question.number)
    until = questions_until(notice)
    takes_answers = notice.is_open(at)
    return Dialogue(
        rows=[
            Asked(each, getattr(each, "reply", None), each.agency if is_told else None)
            for each in rows
        ],
        until=until,
        is_open=takes_answers and at < until,
        takes_answers=takes_answers,
    )
