"""What of the pages waits for an editor, on the first page of Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Revision, TaskState, WorkflowState

from marketplace.notation import moment
from marketplace.permissions import EDITOR, has_duty
from marketplace.slots import Task

from .models import SecondPersonTask
from .stale import StaleGuide, behind, stale_guides, untranslated

SHOWN = 8
SOON = timedelta(days=14)
REVIEW, RETURNED, SCHEDULED, EXPIRING, STALE, BEHIND, UNTRANSLATED = range(200, 270, 10)


def tasks(user, at: datetime) -> Iterator[Task]:
    """Yield what this person may do about pages: readers read, editors see what is due."""
    yield from _to_read(user)
    if not has_duty(user, EDITOR):
        return
    yield from _returned(user)
    yield from _scheduled()
    yield from _expiring(at)
    yield from _stale()
    yield from _behind()
    yield from _untranslated()


def _to_read(user) -> Iterator[Task]:
    own_kind = SecondPersonTask.objects.values("pk")
    waiting = TaskState.objects.reviewable_by(user).filter(task__in=own_kind)
    states = waiting.select_related("revision", "workflow_state__requested_by")
    for state in states.order_by("started_at")[:SHOWN]:
        page = state.revision.content_object
        name = state.workflow_state.requested_by
        yield Task(
            title=page.get_admin_display_title(),
            lamp="warn",
            state=_("Pages to read"),
            text=_("handed in by %(name)s") % {"name": name},
            action=_("Read and decide"),
            url=reverse("cms_editing_review", args=[page.pk]),
            order=REVIEW,
            since=state.started_at,
            kind="cms_editing.read",
        )


def _returned(user) -> Iterator[Task]:
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user
    ).select_related("current_task_state")
    for state in states.order_by("pk")[:SHOWN]:
        page, answer = state.content_object, state.current_task_state
        yield Task(
            title=page.get_admin_display_title(),
            lamp="warn",
            state=_("Pages that came back to you"),
            text=answer.comment,
            action=_("Go on writing"),
            url=_edit(page.pk),
            order=RETURNED,
            since=answer.finished_at,
            kind="cms_editing.rewrite",
        )


def _scheduled() -> Iterator[Task]:
    revisions = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    for revision in revisions.order_by("approved_go_live_at")[:SHOWN]:
        yield Task(
            title=revision.object_str,
            lamp="ok",
            state=_("Approved, waiting for their hour"),
            text=_("appears on %(moment)s") % {"moment": moment(revision.approved_go_live_at)},
            action=_("Look at it"),
            url=_edit(int(revision.object_id)),
            order=SCHEDULED,
            kind="cms_editing.scheduled",
        )


def _expiring(at: datetime) -> Iterator[Task]:
    pages = Page.objects.filter(live=True, expire_at__gt=at, expire_at__lte=at + SOON)
    for page in pages.order_by("expire_at", "pk")[:SHOWN]:
        yield Task(
            title=page.get_admin_display_title(),
            lamp="warn",
            state=_("Pages that end soon"),
            text=_("goes on %(moment)s") % {"moment": moment(page.expire_at)},
            action=_("Edit"),
            url=_edit(page.pk),
            order=EXPIRING,
            due_at=page.expire_at,
            kind="cms_editing.expiring",
        )


def _stale() -> Iterator[Task]:
    found = stale_guides()
    for guide in found[:SHOWN]:
        yield _stale_guide(guide)
    if len(found) > SHOWN:
        more = len(found) - SHOWN
        yield Task(
            title=ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more},
            lamp="warn",
            state=_stale_heading(),
            text="",
            action=_("Show all of them"),
            url=reverse("cms_editing_stale_guides"),
            order=STALE,
            count=more,
            kind="cms_editing.stale",
        )


def _stale_heading() -> str:
    return _("Guides whose service item changed")


def _stale_guide(guide: StaleGuide) -> Task:
    return Task(
        title=guide.page.get_admin_display_title(),
        lamp="warn",
        state=_stale_heading(),
        text="; ".join(str(change) for change in guide.changes),
        action=_("See what changed"),
        url=reverse("cms_editing_stale_guide", args=[guide.page.pk]),
        order=STALE,
        since=guide.since,
        kind="cms_editing.stale",
    )


def _behind() -> Iterator[Task]:
    note = _("The original was published again after it.")
    yield from _listed(behind(), BEHIND, _("Translations behind their original"), note)


def _untranslated() -> Iterator[Task]:
    if not apps.is_installed("wagtail.contrib.simple_translation"):
        return
    note = _("It stands in one language only.")
    yield from _listed(untranslated(), UNTRANSLATED, _("Pages without a translation"), note)


def _listed(pages: QuerySet[Page], order: int, heading: str, note: str) -> Iterator[Task]:
    is_behind = order == BEHIND
    for page in pages.order_by("last_published_at", "pk")[:SHOWN]:
        yield Task(
            title=page.get_admin_display_title(),
            lamp="warn",
            state=heading,
            text=note,
            action=_("See what changed") if is_behind else _("Translate"),
            url=reverse("cms_editing_behind", args=[page.pk]) if is_behind else _translate(page.pk),
            order=order,
            kind="cms_editing.behind" if is_behind else "cms_editing.untranslated",
        )


def _edit(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _translate(pk: int) -> str:
    return reverse("simple_translation:submit_page_translation", args=[pk])
