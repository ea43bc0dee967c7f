"""The pattern page in a real browser, in both languages and both themes."""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from tests.conftest import CHROMIUM
from tests.factories import HallFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ORIGIN = "http://localhost"  # a plain host name would count as untrustworthy
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
WIDTHS = [320, 360, 768, 1440]
LOOKS = [("/patterns/", "light"), ("/patterns/", "dark"), ("/en/patterns/", "light")]
LOOKS += [("/en/patterns/", "dark")]


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
            yield browser
            browser.close()


class Visit:
    """A browser page whose every request is answered by the site itself, without a server."""

    def __init__(self, browser, **options) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.complaints: list[str] = []
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.route("**/*", self.answer)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def answer(self, route) -> None:
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != ORIGIN:
            self.complaints.append(f"asked another site: {route.request.url}")
            route.abort()
        elif url.path.startswith("/static/"):
            route.fulfill(path=find(url.path.removeprefix("/static/")))
        else:
            answer = self.client.generic(
                route.request.method,
                f"{url.path}?{url.query}",
                route.request.post_data or "",
                content_type=route.request.headers.get("content-type", ""),
            )
            headers = {name: value for name, value in answer.items() if name != "Content-Length"}
            route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    def overflow(self) -> int:
        """Return how many pixels the page is wider than its window."""
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.fixture
def visit(chromium):
    HallFactory()
    visits = []

    def begin(path, **options) -> Visit:
        visits.append(Visit(chromium, **options))
        visits[-1].page.goto(ORIGIN + path)
        return visits[-1]

    yield begin
    for begun in visits:
        begun.context.close()


@pytest.mark.parametrize(("path", "theme"), LOOKS)
def test_every_component_is_accessible_and_quiet(visit, path, theme):
    from axe_playwright_python.sync_playwright import Axe

    seen = visit(path, color_scheme=theme)
    found = []
    for width in WIDTHS:
        seen.page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(seen.page).response["violations"]
        found += [(width, violation["id"]) for violation in violations]
        found += [(width, "scrolls sideways")] if seen.overflow() > 0 else []

    assert found == []
    assert seen.complaints == []


def test_without_script_the_clock_shows_what_was_left(visit):
    seen = visit("/en/patterns/", java_script_enabled=False)

    clock = seen.page.locator(".clock").first.inner_text()

    assert "Time left to sign up" in clock
    assert "(when this page was made)" in clock
    assert "Beijing time" in clock


def test_at_zero_the_clock_says_so_once_and_for_good(visit):
    seen = visit("/en/patterns/")
    seen.page.evaluate(
        """() => {
            const { dataset } = document.querySelector("[data-until]");
            dataset.until = new Date(Date.parse(dataset.now) + 200).toISOString();
        }"""
    )

    seen.page.locator("[data-clock].clock--over").wait_for()

    assert seen.page.locator(".clock").first.inner_text().startswith("Sign-up is closed")
    assert not seen.page.locator("[data-while-open]").first.is_visible()


def test_the_theme_shows_at_once_and_is_remembered(visit):
    seen = visit("/en/patterns/", color_scheme="light")

    with seen.page.expect_request("**/theme/"):
        seen.page.click("button[value=dark]")

    assert seen.page.locator("html").get_attribute("data-theme") == "dark"
    assert seen.page.locator("button[value=dark]").get_attribute("aria-pressed") == "true"
    assert seen.page.url == f"{ORIGIN}/en/patterns/"


def test_the_first_stop_of_the_keyboard_leads_to_the_content(visit):
    seen = visit("/en/patterns/")

    seen.page.keyboard.press("Tab")
    shown = seen.page.locator(".skip-link").bounding_box()
    seen.page.keyboard.press("Enter")

    assert shown["y"] >= 0
    assert seen.page.evaluate("document.activeElement.id") == "main"
