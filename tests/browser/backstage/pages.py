"""Pages in the hands of editors: written, handed in, returned, scheduled, behind."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail.models import Page, Revision

from cms.editing.commands import approve_page, return_page
from cms.pages.models import HomePage, StandardPage
from marketplace import clock
from marketplace.models import ServiceItem
from marketplace.parts import RowName, hold_catalogue, record_catalogue_change
from marketplace.project.demo.accounts import EDITOR, SECOND_EDITOR
from marketplace.transaction import command

from .people import operator

WORDS = [{"type": "paragraph", "value": "<p>办事大厅的通知。</p>"}]


def handed_in(**columns) -> dict:
    """Have the editor write a page and hand it in."""
    writer = _user(EDITOR)
    slug = f"row-{get_random_string(8).lower()}"
    page = StandardPage(title=f"通知 {slug}", slug=slug, body=WORDS, live=False, owner=writer)
    for name, value in columns.items():
        setattr(page, name, value)
    HomePage.objects.get(locale__language_code="zh-hans").add_child(instance=page)
    return _read_by_nobody(page, writer)


def returned() -> dict:
    """Have the second editor give back what the editor handed in."""
    told = handed_in()
    return_page(**_answer(told["id"]), comment="请补充联系电话。")
    return told


def page_published(*, ends_in_days: int = 0) -> dict:
    """Have a page of the editor's appear."""
    ends = {"expire_at": clock.now() + dt.timedelta(days=ends_in_days)} if ends_in_days else {}
    told = handed_in(**ends)
    approved(page=told["id"])
    return told


def scheduled() -> dict:
    """Have a page of the editor's approved that appears tomorrow."""
    told = handed_in(go_live_at=clock.now() + dt.timedelta(days=1))
    approved(page=told["id"])
    return told


def its_hour_comes(*, page: int) -> None:
    """Have a scheduled page be one whose hour has come."""
    hour = timezone.now() - dt.timedelta(seconds=1)
    Revision.page_revisions.filter(object_id=str(page)).update(approved_go_live_at=hour)


def approved(*, page: int) -> None:
    """Have the second editor approve what lies with the readers."""
    approve_page(**_answer(page))


def rewritten(*, page: int) -> None:
    """Have the editor change a page that is there, and the second editor approve it."""
    found = Page.objects.get(pk=page).specific
    found.body = [*WORDS, *WORDS]
    _read_by_nobody(found, _user(EDITOR))
    approved(page=page)


def translated() -> dict:
    """Have a page in two languages; return the translation."""
    original = Page.objects.get(pk=page_published()["id"]).specific
    english = HomePage.objects.get(locale__language_code="en").locale
    page = original.copy_for_translation(english)
    _read_by_nobody(page, _user(EDITOR))
    approved(page=page.pk)
    return {"id": page.pk, "original": original.pk}


def item_with_other_days(*, code: str, days: int) -> None:
    """Have the catalogue say other standard days of an item."""
    with command():
        hold_catalogue()
        item = ServiceItem.objects.select_for_update().get(code=code)
        item.standard_days += days
        item.save()
        record_catalogue_change(at=clock.now(), by=operator(), changed=[RowName("item", code)])


def _read_by_nobody(page, writer) -> dict:
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    return {"id": page.pk, "path": page.get_url()}


def _answer(page: int) -> dict:
    state = Page.objects.get(pk=page).specific.current_workflow_task_state
    reader = _user(SECOND_EDITOR)
    return {"page_id": page, "revision_id": state.revision_id, "by": reader}


def _user(email: str):
    return get_user_model().objects.get(email=email)
