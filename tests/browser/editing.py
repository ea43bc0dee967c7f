"""What editors do in Wagtail's admin, as they do it: by its own buttons and fields."""

from __future__ import annotations

import re

from django.utils.translation import override

from cms.blocks import GuideStreamBlock

from .deeds import Person

PAGE_NUMBER = re.compile(r"/admin/(?:pages|reading)/([0-9]+)/")
SCHEDULE = "#schedule-publishing-dialog"


def label_of(block: str) -> str:
    """Return how the editor's menu calls a block; the staff of the demonstration read Chinese."""
    with override("zh-hans"):
        return str(GuideStreamBlock().child_blocks[block].label)


class Editor(Person):
    """Somebody who writes pages, or reads what a colleague wrote."""

    @classmethod
    def of(cls, person: Person) -> Editor:
        editor = cls(person.page)
        editor.album = person.album
        return editor

    def number_of(self, path: str) -> str:
        """Return by which number the admin knows the page at a public address."""
        slug = path.strip("/").split("/")[-1]
        told = self.page.request.get(f"/admin/api/main/pages/?slug={slug}&fields=*").json()
        found = [page for page in told["items"] if page["meta"]["html_url"].endswith(path)]
        return str(found[0]["id"])

    def begin(self, kind: str, parent: str) -> None:
        """Open the screen on which a page of a kind is written, below another page."""
        app, model = kind.split(".")
        self.go(f"/admin/pages/add/{app}/{model}/{parent}/")

    def add_block(self, name: str) -> None:
        """Put a block at the end of the body."""
        self.body.locator("button.c-sf-add-button").last.click()
        self.page.get_by_role("option", name=label_of(name), exact=True).last.click()

    def write_prose(self, text: str) -> None:
        """Write into the last field of rich text."""
        self.body.locator("[contenteditable=true]").last.click()
        self.page.keyboard.type(text)

    def write_line(self, field: str, text: str) -> None:
        """Write into the last field of a name."""
        self.body.locator(f"[name$='-{field}']").last.fill(text)

    def set_hour(self, moment: str, *, field: str = "go_live_at") -> None:
        """Say when the page is to appear, or go: ``YYYY-MM-DD HH:MM``. It is saved with it."""
        hour = self.page.locator(f"#id_{field}")
        for _try in range(10):  # the side panel is drawn anew whenever the draft has been saved
            if not self.page.locator(SCHEDULE_OPENER).first.is_visible():
                self.page.locator("[data-side-panel-toggle=status]").first.click()
            self.page.locator(SCHEDULE_OPENER).first.click()
            self.page.wait_for_timeout(1000)
            if hour.is_visible():
                break
        hour.fill(moment)
        save = self.page.locator(f"{SCHEDULE} button.action-save")
        save.focus()  # a click would meet the calendar, which lies over the button
        with self.page.expect_navigation():
            save.press("Enter")

    def translate(self) -> None:
        """Copy the page whose form is open into the other language."""
        self.page.locator("main [name=locales]").first.check()
        with self.page.expect_navigation():
            self.page.locator("main form [type=submit]").last.click()

    def hand_in(self) -> str:
        """Submit the page for review, and return its number."""
        self.picture("written")
        self.page.locator("footer .w-dropdown__toggle").last.click()
        with self.page.expect_navigation():
            self.page.locator("button[name=action-submit]").click()
        self.picture("handed-in")
        return PAGE_NUMBER.search(self.page.content())[1]

    def approve(self, page: str) -> None:
        """Find a colleague's page on the first page of the admin, read it and approve it."""
        self.go("/admin/")
        self.picture("to-read")
        self.press(f"main a[href='/admin/reading/{page}/']")
        self.picture("reading")
        self.press("main button[name=answer][value=approve]")
        self.picture("approved")

    @property
    def body(self):
        return self.page.locator("[id$='body-section']")


SCHEDULE_OPENER = "[data-a11y-dialog-show=schedule-publishing-dialog]"
