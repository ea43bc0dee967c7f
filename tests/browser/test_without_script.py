"""What the one script adds is comfort: everything is there and works without it."""

import re

import pytest

from .deeds import OWNER

LEFT = ".clock__left"


@pytest.fixture
def plain(visit, signed_in):
    """Let somebody in whose browser runs no script."""
    return lambda who="", **options: visit(
        javascript=False, storage_state=signed_in(who), **options
    )


@pytest.mark.parametrize(("language", "hour"), [("zh", "小时"), ("en", "h")])
def test_the_time_left_and_the_close_stand_on_the_page(plain, stage, language, hour):
    reader = plain(language=language)
    reader.go(f"/notices/{stage['open_draw']}/")

    assert re.search(rf"\d+ ?{hour}", reader.text(LEFT))
    assert re.search(r"\d\d:\d\d:\d\d", reader.text(".clock__at"))
    assert reader.page.locator("main a[href$='/answer/']").is_visible()


def test_with_script_the_seconds_run_and_at_zero_the_answer_is_no_longer_offered(visit, stage):
    reader = visit()
    page = reader.page
    page.clock.install()
    reader.go(f"/notices/{stage['open_draw']}/")
    before = reader.text(LEFT)

    page.clock.run_for(2_000)
    after = reader.text(LEFT)
    page.clock.fast_forward(90 * 24 * 3_600_000)

    assert before != after
    assert page.locator(LEFT).is_hidden()
    assert page.locator("main a[href$='/answer/']").is_hidden()
    assert page.locator("[data-when-over]").first.is_visible()


def test_a_device_clock_that_is_wrong_by_years_changes_nothing(visit, stage):
    reader, stray = visit(), visit()
    stray.page.clock.set_system_time("2019-01-01")
    for each in (reader, stray):
        each.go(f"/notices/{stage['open_draw']}/")

    days = [each.page.locator(f"{LEFT} b").first.inner_text() for each in (reader, stray)]

    assert days[0] == days[1]


def test_filters_are_a_form_with_a_button_and_each_state_is_an_address(plain):
    reader = plain(width=360)
    page = reader.page
    reader.go("/notices/")
    page.locator(".filters__summary").click()
    page.check("[name=mode][value=direct_selection]")
    page.check("[name=state][value=decided]")

    reader.press(".filters [type=submit]")

    assert "mode=direct_selection" in page.url
    assert "state=decided" in page.url
    assert page.locator(".chip").count() == 2
    reader.press(".chip")
    assert page.locator(".chip").count() == 1


def test_the_wizard_finds_services_and_keeps_what_is_ticked(plain):
    owner = plain(OWNER)
    page = owner.page
    owner.go("/desk/owner/notices/new/")
    page.check("[name=items][value=CST-01]")
    page.locator("[name=q]").fill("EIA")

    owner.press("[value=find]")

    assert page.locator("[name=items][value=EIA-02]").count() == 1
    assert page.locator("[name=items][value=TRA-01]").count() == 0
    assert page.locator("[name=items][value=CST-01]").is_checked()


def test_the_wizard_counts_again_and_adds_rows_and_keeps_what_is_typed(plain, stage):
    owner = plain(OWNER)
    page = owner.page
    owner.go(f"/desk/owner/notices/{stage['draft']}/terms/")
    rows = page.locator("[name^=avoid-][name$=-agency]").count()
    owner.fill(**{"avoid-0-agency": stage["agency"], "avoid-0-reason": "参与了前期报告。"})

    owner.press("[value=more-avoid]")
    owner.press("[value=count]")

    assert page.locator("[name^=avoid-][name$=-agency]").count() > rows
    assert page.input_value("[name=avoid-0-reason]") == "参与了前期报告。"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_appearance_is_chosen_by_a_form_and_kept(plain, theme):
    reader = plain()
    reader.go("/notices/")

    reader.press(f"[name=theme][value={theme}]")
    reader.go("/agencies/")

    assert reader.page.locator("html").get_attribute("data-theme") == theme


def test_the_other_language_is_one_link_away_from_every_page(plain):
    reader = plain()
    reader.go("/notices/?state=decided")

    reader.press(".site-tools a[hreflang=en]")

    assert reader.page.url.endswith("/en/notices/?state=decided")
    assert reader.page.locator("html").get_attribute("lang") == "en"
