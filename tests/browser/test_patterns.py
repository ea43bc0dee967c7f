"""The pattern page: every component there is, in both languages and both themes."""

import pytest

from . import looking

PATTERNS = "/patterns/"
WIDTHS = [320, 360, 768, 1440]
CLOSE_SOON = """
() => {
  const { dataset } = document.querySelector("[data-until]");
  dataset.until = new Date(Date.parse(dataset.now) + 200).toISOString();
}
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_component_is_accessible_at_every_width(visit, language, theme):
    page = visit(language=language).page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(("/en" if language == "en" else "") + PATTERNS)

    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, violation) for violation in looking.violations(page)]
        found += [(width, "scrolls sideways")] if looking.sticks_out(page) > 0 else []

    assert found == []


def test_without_script_the_clock_shows_what_was_left(visit):
    reader = visit(language="en", javascript=False)
    reader.go(PATTERNS)

    clock = reader.text(".clock")

    assert "Time left to sign up" in clock
    assert "(when this page was made)" in clock
    assert "Beijing time" in clock


def test_at_zero_the_clock_says_so_once_and_for_good(visit):
    reader = visit(language="en")
    reader.go(PATTERNS)
    reader.page.evaluate(CLOSE_SOON)

    reader.page.locator("[data-clock].clock--over").wait_for()

    assert reader.text(".clock").startswith("Sign-up is closed")
    assert not reader.page.locator("[data-while-open]").first.is_visible()


def test_the_theme_shows_at_once_and_is_remembered(visit):
    reader = visit(language="en")
    reader.go(PATTERNS)
    page = reader.page
    before = page.url

    with page.expect_request("**/theme/"):
        page.click("button[value=dark]")

    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("button[value=dark]").get_attribute("aria-pressed") == "true"
    assert page.url == before


def test_the_first_stop_of_the_keyboard_leads_to_the_content(visit):
    reader = visit(language="en")
    reader.go(PATTERNS)
    page = reader.page

    page.keyboard.press("Tab")
    shown = page.locator(".skip-link").bounding_box()
    page.keyboard.press("Enter")

    assert shown["y"] >= 0
    assert page.evaluate("document.activeElement.id") == "main"
