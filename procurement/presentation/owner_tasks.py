"""What waits on an owner's desk beside its drafts and results: questions, and its application."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from marketplace.slots import Task

from ..models import Notice, Owner, Question

MOST, SHORT = 20, 160


def tasks(owner: Owner, at: datetime) -> Iterable[Task]:
    """Return the application where it was returned, and every question without an answer."""
    if owner.state == Owner.State.RETURNED:
        yield Task(
            title=owner.name,
            lamp="stop",
            state=_("Application returned"),
            text=_("The hall asks: %(reason)s") % {"reason": owner.return_reason},
            action=_("Change it and send it again"),
            url=reverse("procurement:owner_apply"),
            order=1,
            kind="owners.returned",
        )
    yield from _questions(owner, at)


def _questions(owner: Owner, at: datetime) -> Iterable[Task]:
    open_notices = Notice.objects.open_at(at).filter(owner=owner)
    waiting = Question.objects.unanswered().filter(notice__in=open_notices)
    waiting = waiting.select_related("notice__project").prefetch_related("notice__lines__item")
    for question in waiting.order_by("notice__closes_at", "number")[:MOST]:
        notice = question.notice
        yield Task(
            title=notice.title,
            lamp="warn",
            state=_("Question %(number)d") % {"number": question.number},
            text=Truncator(question.text).chars(SHORT),
            action=_("Answer it"),
            url=reverse("procurement:reply", args=[notice.public_id, question.number]),
            order=5,
            due_at=notice.closes_at,
            since=question.asked_at,
            kind="notices.question",
        )
