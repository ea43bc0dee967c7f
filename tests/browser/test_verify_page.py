"""The page that redoes a draw: saved as a file, opened from a folder, without a network."""

import json
import re
import shutil
import urllib.request

import pytest

from .conftest import ROOT

PAGE = ROOT / "marketplace/draw/static/marketplace/draw/verify.html"
END = "#result .end"


@pytest.fixture
def bundle(stage, site):
    """Return the published bundle of a draw that the site has decided."""
    page = _read(f"{site}/notices/{stage['decided_draw']}/")
    draw = re.search(r"/draws/(D[0-9]{4}-[0-9]{6})/bundle\.json", page)[1]
    return json.loads(_read(f"{site}/draws/{draw}/bundle.json"))


@pytest.fixture
def saved(browser, tmp_path):
    """Open the page from a folder that holds nothing else, in a browser that is offline."""
    shutil.copy(PAGE, tmp_path)
    context = browser.new_context(offline=True, locale="zh-CN")
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / PAGE.name).as_uri())
    yield page, asked, tmp_path
    context.close()


def test_it_redoes_a_draw_of_the_site_without_one_request(saved, bundle):
    page, asked, folder = saved
    (folder / "bundle.json").write_text(json.dumps(bundle))

    page.set_input_files("#bundle", folder / "bundle.json")
    page.locator(f"{END}.ok, {END}.stop").wait_for()

    assert page.locator(f"{END}.ok").count() == 1
    assert [each for each in asked if not each.startswith("file:")] == []


def test_it_names_what_was_changed(saved, bundle):
    page, _asked, folder = saved
    bundle["result"]["ranking"].reverse()
    (folder / "bundle.json").write_text(json.dumps(bundle))

    page.set_input_files("#bundle", folder / "bundle.json")
    page.locator(f"{END}.ok, {END}.stop").wait_for()

    assert page.locator(f"{END}.stop").count() == 1


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 -- loopback
        return answer.read().decode()
