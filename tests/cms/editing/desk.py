"""Two editors, a reviewer and a guide, for the tests of editing."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page

from cms.editing.commands import open_editing
from cms.pages.commands import make_pages, write_guides
from cms.pages.models import GuidePage
from marketplace.models import ServiceItem
from marketplace.permissions import EDITOR, REVIEW
from tests.factories import ServiceItemFactory, UserFactory

PEOPLE = {"writer": EDITOR, "reader": EDITOR, "reviewer": REVIEW}


class Desk:
    """A site with its pages, one guide in two languages, and the people who work on them."""

    def __init__(self, **item) -> None:
        make_pages()
        open_editing()
        ServiceItemFactory(code="EIA-01", **item)
        write_guides(["EIA-01"])
        for name, duty in PEOPLE.items():
            staff(name, duty)
        self.look()

    def look(self) -> None:
        """Read every row anew, whatever was made of it in the meantime."""
        self.item = ServiceItem.objects.get(code="EIA-01")
        self.guide = GuidePage.objects.get(locale__language_code="zh-hans")
        self.english = GuidePage.objects.get(locale__language_code="en")
        people = [get_user_model().objects.get(username=name) for name in PEOPLE]
        self.writer, self.reader, self.reviewer = people

    def written(self, page: Page, *, by, title="新的标题", **columns) -> Page:
        """Write a new version of a page, hand it in for review, and return the page."""
        page = Page.objects.get(pk=page.pk).specific
        page.title = title
        for name, value in columns.items():
            setattr(page, name, value)
        page.save_revision(user=by)
        page.get_workflow().start(page, by)
        return again(page)


def staff(name: str, *duties: str):
    """Return a user with these duties."""
    return UserFactory(username=name, email=f"{name}@example.org", duties=duties)


def again(page: Page) -> Page:
    """Return the page as the database has it now."""
    return Page.objects.get(pk=page.pk).specific


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def version(page: Page) -> int:
    """Return the version that lies with the reader."""
    return page.current_workflow_task_state.revision_id


def local(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
