"""Somebody looks for a service: suggested, narrowed, kept, and heard of no more."""

import re

from playwright.sync_api import expect

from .deeds import SECOND_AGENCY


def test_a_name_is_chosen_among_suggestions_by_the_keyboard(visit):
    page = visit(language="en").page
    page.goto("/en/")
    box = page.locator("[data-suggest]").first

    box.press_sequentially("Foundation")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Foundation testing")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("Escape")
    expect(options.first).to_be_hidden()
    box.press_sequentially(" test")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Enter")

    expect(page).to_have_url(re.compile(r"/en/(items/TST-02|guides/tst-02)/$"))


def test_a_search_is_narrowed_kept_and_given_up(journey):
    firm = journey(SECOND_AGENCY)
    page = firm.page
    firm.go("/search/?q=测绘&kind=notice")
    before = int(page.locator("[data-search-total]").get_attribute("data-search-total"))

    page.check("main [name=state][value=decided]")
    page.locator("form:has([name=state]) button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"state=decided"))
    after = int(page.locator("[data-search-total]").get_attribute("data-search-total"))
    assert 0 < after < before
    firm.picture("narrowed")
    page.locator("form:has([name=search]) button[type=submit]").click()
    expect(page.locator("main .entry")).to_have_count(1)
    firm.picture("kept")
    page.locator("main [value=off]").click()
    expect(page.locator("main [value=on]")).to_have_count(1)
    page.locator("main [value=delete]").click()
    expect(page.locator("main .entry")).to_have_count(0)
