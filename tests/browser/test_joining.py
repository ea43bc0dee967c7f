"""A stranger opens an account, registers an agency, and finds it in the directory."""

import pytest

from .deeds import OPERATOR, Newcomer

WITH_SCRIPT = pytest.param({"language": "zh"}, id="script-zh")
WITHOUT = pytest.param({"language": "en", "javascript": False}, id="no-script-en")


@pytest.mark.parametrize("way", [WITH_SCRIPT, WITHOUT])
def test_a_newcomer_comes_into_the_directory(journey, way):
    stranger, operator, newcomer = journey(**way), journey(OPERATOR, **way), Newcomer()
    stranger.open_account(newcomer.email)
    stranger.register_agency(newcomer)
    stranger.list_service("CST-01", price="90000", committed_days="12")
    stranger.go("/agencies/mine/")
    stranger.press("main form[action$='/submit/'] button")
    stranger.picture("submitted")
    agency = stranger.page.locator("main .nowrap", has_text="agency-").first.inner_text()

    operator.go(f"/admin/agencies/vetting/?q={agency}")
    operator.press(f"main a[href$='/vetting/{agency}/']")
    operator.press("main form[action$='/claim/'] button")
    operator.picture("vetting")
    operator.press("button[value=approve]")

    found = f"main .entry__title a[href$='/agencies/{agency}/']"
    stranger.wait_for(f"/agencies/?q={newcomer.credit_code}", found)
    stranger.picture("directory")
    assert stranger.page.locator(found).count() == 1
