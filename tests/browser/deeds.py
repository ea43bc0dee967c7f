"""What people do on the site: they read what stands there, fill it in and press buttons.

Controls are found by name and value, so that the same deed is done in both languages.
"""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path
from typing import NamedTuple

from marketplace.kernel.credit_code import check_digit
from marketplace.project.demo.sheets import sheet

PASSWORD = "demo-supermarket"
OWNER = "company@demo.example"
PUBLIC_OWNER = "owner@demo.example"
AGENCY = "agency@demo.example"
SECOND_AGENCY = "agency2@demo.example"
INVITED_AGENCY = "invited@demo.example"
OPERATOR = "operator@demo.example"
EDITOR = "editor@demo.example"
REGULATOR = "regulator@demo.example"
ADMINISTRATOR = "admin@demo.example"

DONE, WRONG = 200, 422
NOTICE_ADDRESS = re.compile(r"/notices/(N[0-9]{4}-[0-9]{6})/$")
SEND = "main form .button-row button[type=submit]"
GO_ON = "main button[value=next]:not([tabindex])"  # the visible one of two
FULL_PAGE = {"full_page": True, "animations": "disabled"}


def paper(name: str, *lines: str) -> dict:
    """Return a PDF of one page as a browser sends it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": sheet(name, *lines).content}


class AgencyName(NamedTuple):
    """How an agency is called on the pages of one language."""

    id: str
    name: str


class Newcomer:
    """What a stranger brings along, other things for each, also in a later run."""

    count = itertools.count(int(time.time()) % 10_000_000 * 100)

    def __init__(self) -> None:
        number = next(self.count)
        body = f"91990100{number:09}"
        self.email = f"newcomer{number}@demo.example"
        self.credit_code = body + check_digit(body)
        self.name_zh = f"演示市新来造价咨询有限公司{number}"
        self.name_en = f"Newcomer Cost Consulting {number} Ltd"


class Person:
    """Somebody at a browser, reading one of the two languages."""

    def __init__(self, page, language: str = "zh") -> None:
        self.page = page
        self.prefix = "" if language == "zh" else "/en"
        self.album: Path | None = None

    def picture(self, name: str) -> None:
        """Keep a picture of the page in the album, where there is one."""
        if self.album:
            self.album.mkdir(parents=True, exist_ok=True)
            number = len(list(self.album.iterdir())) + 1
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=self.album / f"{number:02}-{name}.png", **FULL_PAGE)

    def go(self, path: str, *, status: int = DONE) -> None:
        """Open an address of the site, in the person's language."""
        prefix = "" if path.startswith("/admin/") else self.prefix  # it goes by the account
        answer = self.page.goto(f"{prefix}{path}")
        assert answer.status == status, f"{answer.status} at {path}"

    def wait_for(self, path: str, control: str = "main h1", *, reloads: int = 60) -> None:
        """Open an address until it shows something: the clock and the index take a moment."""
        for _reload in range(reloads):
            answer = self.page.goto(f"{self.prefix}{path}").status
            if answer == DONE and self.page.locator(control).count():
                return
            self.page.wait_for_timeout(500)
        raise AssertionError(f"{path} has no {control}: {answer}")

    def press(self, control: str, *, status: int = DONE) -> None:
        """Press a button or follow a link, and wait for the page that comes of it."""
        with self.page.expect_navigation() as coming:
            self.hit(self.page.locator(control).first)
        assert coming.value.status == status, f"{coming.value.status} at {self.page.url}"

    def fill(self, part: str = "main", **values: str) -> None:
        """Fill in fields by their names, in a part of the page."""
        for name, value in values.items():
            found = self.page.locator(f"{part} [name='{name}']")
            seen = found.locator("visible=true")  # not those of a form that is folded away
            control = seen.first if seen.count() else found.first
            if control.evaluate("each => each.tagName") == "SELECT":
                self.choose(control, value)
            elif control.get_attribute("type") in ("radio", "checkbox"):
                self.tick(self.page.locator(f"{part} [name='{name}'][value='{value}']").first)
            else:
                self.write(control, value)

    def hit(self, control) -> None:
        """Press a button, follow a link, open what is folded."""
        control.click()

    def choose(self, control, value: str) -> None:
        control.select_option(value)

    def choose_first(self, name: str) -> None:
        """Choose the first real option of a list."""
        control = self.page.locator(f"main select[name='{name}']").first
        self.choose(control, control.locator("option").nth(1).get_attribute("value"))

    def tick(self, control) -> None:
        control.check()

    def write(self, control, text: str) -> None:
        control.fill(text)

    def attach(self, control, *files: dict) -> None:
        """Choose files to be sent along: name, MIME type and content of each."""
        control.set_input_files(list(files))

    def text(self, selector: str = "main") -> str:
        """Return what stands in a part of the page."""
        return self.page.locator(selector).first.inner_text()

    def sign_in(self, email: str) -> Person:
        self.go("/accounts/login/")
        self.fill(login=email, password=PASSWORD)
        self.send()
        assert "/accounts/login/" not in self.page.url, f"{email} is not in"  # a desk, or the admin
        return self

    def send(self, *, status: int = DONE) -> None:
        """Press the button that sends the page's form."""
        self.press(SEND, status=status)

    def ask_for_account(self, email: str) -> None:
        self.go("/accounts/signup/")
        self.fill(email=email, display_name="来新", password1=PASSWORD, password2=PASSWORD)
        self.send()
        self.picture("sent")

    def open_letter(self, email: str) -> None:
        """Read the newest mail to an address, which the demonstration shows to everybody."""
        self.go("/demo/mail/")
        self.press(f"main tr:has-text('{email}') a")
        self.picture("letter")

    def open_account(self, email: str) -> None:
        """Sign up, follow the link in the mail, and so be signed in."""
        self.ask_for_account(email)
        self.open_letter(email)
        self.press("main .prose a[href*='confirm-email']")
        self.send()

    # --- An owner -----------------------------------------------------------------------------

    def begin_notice(self, *, item: str) -> str:
        """Take the first step of the wizard, and return the draft's public id."""
        self.go("/desk/owner/")
        self.press("main a[href$='/desk/owner/notices/new/']")
        self.choose_first("project")
        self.fill(items=item)
        self.picture("services")
        self.press(GO_ON)
        return self.page.url.split("/")[-3]

    def set_terms(self, *, ceiling: str) -> None:
        """Take the second step; the days that the page proposes are kept."""
        self.write(self.page.locator("main [name^=ceiling-]").first, ceiling)
        self.fill(
            scope="资料由业主提供，现场踏勘由业主组织。",
            contact_name="穆知秋",
            contact_phone="0000-20002",
            complaint_phone="0000-12300",
        )
        self.picture("terms")
        self.press(GO_ON)

    def choose_mode(self, mode: str, **parameters: str) -> None:
        """Take the third step; the close that the page proposes is kept."""
        self.fill(mode=mode, **{f"{mode}-{name}": each for name, each in parameters.items()})
        self.picture("mode")
        self.press(GO_ON)

    def publish(self) -> str:
        """Take the fourth step, and return the notice's public id."""
        self.picture("review")
        self.send()
        self.picture("published")
        return NOTICE_ADDRESS.search(self.page.url)[1]

    def publish_notice(self, *, item: str, ceiling: str, mode: str, **parameters: str) -> str:
        """Take all four steps, and return the notice's public id."""
        self.begin_notice(item=item)
        self.set_terms(ceiling=ceiling)
        self.choose_mode(mode, **parameters)
        return self.publish()

    def cancel(self, notice: str, **why: str) -> None:
        """Cancel a notice with the reason that it needs, or discard a draft."""
        self.go(f"/desk/owner/notices/{notice}/cancel/")
        self.fill(**why)
        self.send()

    # --- An agency ----------------------------------------------------------------------------

    def register_agency(self, newcomer: Newcomer) -> None:
        """Store the first form of an agency."""
        self.go("/agencies/mine/register/")
        self.choose_first("region")
        self.fill(
            credit_code=newcomer.credit_code,
            name_zh=newcomer.name_zh,
            name_en=newcomer.name_en,
            kind="company",
            address="云汀大道2号",
            legal_representative="来新",
            contact_name="来新",
            contact_phone="0000-30001",
        )
        self.picture("register")
        self.send()

    def list_service(self, code: str, **terms: str) -> None:
        self.go("/agencies/mine/services/")
        item = self.page.locator("[name=item] option", has_text=code).get_attribute("value")
        self.fill(item=item, **terms)
        self.send()
        self.picture("services")

    def open_desk(self) -> AgencyName:
        """Open the agency's desk, and return for whom it stands there."""
        self.go("/desk/agency/")
        kicker = self.page.locator(".page-head__kicker > span")
        return AgencyName(kicker.last.inner_text(), kicker.first.inner_text())

    def open_answer(self, notice: str) -> None:
        """Go from the agency's desk to the form with which a notice is answered."""
        self.picture("desk")
        self.press(f"main a[href$='/notices/{notice}/']")
        self.press(f"main a[href$='/notices/{notice}/answer/']")

    def send_answer(self, *, status: int = DONE, **values: str) -> None:
        self.fill(**values)
        self.tick(self.page.locator("[name=accept]"))
        self.picture("answer")
        self.send(status=status)

    def answer(self, notice: str, **values: str) -> AgencyName:
        """Answer a notice from the agency's desk, and return for whom it was done."""
        agency = self.open_desk()
        self.open_answer(notice)
        self.send_answer(**values)
        self.picture("answered")
        return agency

    def open_service(self, notice: str) -> None:
        self.go(f"/desk/services/{notice}/")

    def do(self, deed: str, *, papers: tuple[str, ...] = (), **values: str) -> None:
        """Do what the service's page offers: fill in the form of a deed, and send it."""
        form = self.page.locator(f"#{deed}")
        if form.evaluate("each => each.tagName") == "DETAILS":
            self.hit(form.locator("summary"))
        self.fill(f"#{deed}", **values)
        if papers:
            self.attach(form.locator("[type=file]"), *(paper(name, deed) for name in papers))
        self.picture(deed)
        self.press(f"#{deed} [type=submit]")
        self.picture(f"{deed}-done")

    def move_clock(self, days: int) -> None:
        """Move the demo clock forward by whole days."""
        for _day in range(days):
            self.go("/demo/clock/")
            self.press("main button[value=day]")

    def jump_past_close(self, notice: str) -> None:
        """Move the demo clock to just after a notice closes."""
        self.go(f"/notices/{notice}/")
        self.press(f".demo-note button[value={notice}]")
        self.picture("closed")

    def await_result(self, notice: str) -> None:
        """Reload the notice's page until the clock process has decided."""
        self.wait_for(f"/notices/{notice}/", ".winner", reloads=300)
        self.picture("result")
