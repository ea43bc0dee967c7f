"""An editor writes a guide, a second one approves it, the clock publishes it, and it is found.

Then the record changes, and everything that shows it follows without a page being edited.
"""

from __future__ import annotations

import datetime as dt
import time

import pytest

from .deeds import ADMINISTRATOR, EDITOR, OWNER
from .editing import Editor

SECOND_EDITOR = "editor2@demo.example"
ITEM, NAME_ZH, NAME_EN = "EIA-04", "竣工环境保护验收监测", "Environmental acceptance monitoring"
CAP = "118000"
TOLD = {"": ("{} 个工作日", "118,000.00 元"), "/en": ("{} working days", "CNY 118,000.00")}


@pytest.fixture
def run():
    """A word that no other run has written, so that a site that is up already will do."""
    return f"q{time.time_ns() // 1_000_000 % 10_000_000}"


def test_a_guide_from_its_first_word_to_the_change_of_its_item(journey, run):
    writer = Editor.of(journey(EDITOR))
    reader = Editor.of(journey(SECOND_EDITOR))
    visitor = journey()
    path = f"/guides/{write_guide(writer, run)}/"

    reader.approve(writer.number_of(path))
    visitor.go(path, status=404)
    reader.move_clock(2)
    appear(visitor, path)
    find(visitor, "", run)

    translate(writer, path, run)
    reader.approve(writer.number_of(f"/en{path}"))
    appear(visitor, f"/en{path}")
    switch_language(visitor, path)
    find(visitor, "/en", run)

    before, days = change_the_item(Editor.of(journey(ADMINISTRATOR)))
    notice = journey(OWNER).publish_notice(item=ITEM, ceiling="98000", mode="online_bidding")
    everything_follows(visitor, path, notice, days)
    tell_that_it_holds(writer, path, f"{before} → {days}")


def write_guide(writer: Editor, run: str) -> str:
    """Write a guide of three blocks and what the catalogue says; return its slug."""
    writer.go("/demo/clock/")
    now = dt.datetime.fromisoformat(
        writer.page.locator("main time").first.get_attribute("datetime")
    )
    writer.begin("cms_pages.guidepage", writer.number_of("/guides/"))
    writer.page.locator("#id_title").fill(f"验收监测一次办成 {run}")
    writer.page.locator("#id_item").select_option(label=NAME_ZH)
    writer.add_block("paragraph")
    writer.write_prose("第一次办理？先看这三步。")
    writer.add_block("step")
    writer.write_line("heading", "约定监测时间")
    writer.write_prose("生产工况稳定后再约。")
    writer.add_block("question")
    writer.write_line("question", "多久能拿到报告？")
    writer.write_prose("看事项的标准时限。")
    for read_from_the_record in ("item_time", "fee_cap"):
        writer.add_block(read_from_the_record)
    slug = f"acceptance-{run}"
    writer.page.locator("[role=tab]").nth(1).click()
    writer.page.locator("#id_slug").fill(slug)
    writer.set_hour(f"{now + dt.timedelta(days=1):%Y-%m-%d %H:%M}")
    writer.hand_in()
    return slug


def translate(writer: Editor, path: str, run: str) -> None:
    """Copy the page into English, write its English words, and hand it in."""
    writer.go(f"/admin/translation/submit/page/{writer.number_of(path)}/")
    writer.translate()
    writer.page.locator("#id_title").fill(f"Acceptance monitoring at the first attempt {run}")
    writer.write_line("heading", "Agree on a day")
    writer.write_line("question", "How soon is the report there?")
    writer.hand_in()


def appear(visitor, path: str) -> None:
    """Wait until the clock process has published the page."""
    visitor.wait_for(path)
    visitor.picture("published")


def switch_language(visitor, path: str) -> None:
    """Go to the other language and back: it stays the same page, with its query."""
    visitor.page.goto(f"{path}?from=search")
    visitor.press("header a[hreflang=en]")
    assert visitor.page.url.endswith(f"/en{path}?from=search")
    visitor.press("header a[hreflang=zh-Hans]")
    assert visitor.page.url.endswith(f"{path}?from=search")


def find(visitor, prefix: str, run: str) -> None:
    """Wait until the site's search finds the page: its index has to hear of it."""
    visitor.wait_for(f"{prefix}/search/?q={run}", f"main a[href*='acceptance-{run}']")
    visitor.picture("found")


def change_the_item(clerk: Editor) -> tuple[int, int]:
    """Change an item's days and its cap in the back office's own form; return its days."""
    clerk.go(f"/admin/catalogue_items/?q={ITEM}")
    clerk.press(f"main tr:has-text('{ITEM}') a[href*='/admin/catalogue_items/edit/']")
    before = int(clerk.page.locator("#id_standard_days").input_value())
    clerk.page.locator("#id_standard_days").fill(str(before - 1))
    clerk.page.locator("#id_fee_policy").select_option("absolute")
    clerk.page.locator("#id_cap").fill(CAP)
    clerk.page.locator("#id_cap_source_zh").fill("本市调整")
    clerk.page.locator("#id_cap_source_en").fill("Adjusted by the city")
    clerk.picture("item")
    with clerk.page.expect_navigation():
        clerk.page.locator("main form footer button[type=submit]").first.click()
    assert clerk.page.locator(".messages .success").count()
    return before, before - 1


def everything_follows(visitor, path: str, notice: str, number: int) -> None:
    """Look at guide, item, chart, notice, its page and the feed, in both languages."""
    for prefix, (words, cap) in TOLD.items():
        days = words.format(number)
        for place in (path, f"/items/{ITEM}/"):
            visitor.page.goto(f"{prefix}{place}")
            assert days in visitor.text(), f"{prefix}{place}"
            assert cap in visitor.text(), f"{prefix}{place}"
        visitor.page.goto(f"{prefix}/projects/plant/")
        visitor.picture("chart")
        assert str(number) in visitor.text()
        appear(visitor, f"{prefix}/noticeboard/{notice.lower()}/")
        assert days in visitor.text()
        assert cap in visitor.text()
        assert notice in visitor.page.request.get(f"{prefix}/notices/feed/").text()


def tell_that_it_holds(writer: Editor, path: str, change: str) -> None:
    """Find on the desk which guides the change has made stale, and say that this one holds."""
    number = writer.number_of(path)
    writer.go("/admin/")
    assert writer.page.locator("main [data-kind='cms_editing.stale']").count()
    writer.picture("stale")
    writer.go("/admin/stale/")
    row = writer.page.locator(f"main tr:has(a[href='/admin/stale/{number}/'])")
    assert change in row.inner_text()
    writer.press(f"main a[href='/admin/stale/{number}/']")
    writer.picture("what-changed")
    writer.press("main form button[type=submit]")
    writer.go("/admin/stale/")
    assert not writer.page.locator(f"main a[href='/admin/stale/{number}/']").count()
