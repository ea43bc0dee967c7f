"""What the demonstration's editors have published: guides, policies, news, and how to come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from wagtail.models import Page

from cms.pages.commands import publish_new, write_guides, write_scenarios
from cms.pages.models import (
    ContactPage,
    GuidePage,
    NewsIndexPage,
    NewsPage,
    PolicyIndexPage,
    PolicyPage,
    ScenarioPage,
)
from marketplace.models import ServiceItem
from marketplace.transaction import command

from .days import days_ago, moment
from .timeline import Story

TEXTS = Path(__file__).parent / "data"
GUIDES = ("EIA-01", "DRW-01", "CST-01")
GUIDES_DAYS_AGO = 6
CONTACT_DAYS_AGO = 80
INDEXES = {"policies": PolicyIndexPage, "news": NewsIndexPage}


def editorial(today: date) -> Story:
    """Tell what was published, each piece on its day."""
    pieces = [*_policies(today), *_news(today)]
    pieces.append((days_ago(today, CONTACT_DAYS_AGO), _write_contact))
    pieces.append((days_ago(today, GUIDES_DAYS_AGO), _write_guides))
    for minute, (day, write) in enumerate(sorted(pieces, key=lambda piece: piece[0])):
        yield moment(day, 9, minute)
        write()


def _policies(today: date) -> Iterator[tuple]:
    for told in _text("policies"):
        issued = days_ago(today, told["days_ago"])
        yield issued, lambda told=told, issued=issued: _write_policy(told, issued, today)


def _news(today: date) -> Iterator[tuple]:
    for told in _text("news"):
        on = days_ago(today, told["days_ago"])
        yield on, lambda told=told, on=on: _write_news(told, on)


def _write_policy(told: dict, issued: date, today: date) -> None:
    repealed = told.get("repealed_days_ago")
    with command():
        for index in PolicyIndexPage.objects.select_related("locale"):
            language = index.locale.language_code
            before = PolicyPage.objects.child_of(index).filter(slug=told.get("supersedes")).first()
            page = PolicyPage(
                kind=told["kind"],
                number=told["number"][language].format(year=issued.year),
                issuer=told["issuer"][language],
                issued_on=issued,
                in_force_from=issued + timedelta(days=told["in_force_after"]),
                repealed_on=days_ago(today, repealed) if repealed else None,
                supersedes=before,
            )
            _publish(index, page, told, language)


def _write_news(told: dict, on: date) -> None:
    items = ServiceItem.objects.in_bulk(told["items"], field_name="code")
    with command():
        for index in NewsIndexPage.objects.select_related("locale"):
            language = index.locale.language_code
            related = [("item", items[code].pk) for code in told["items"]]
            near = Page.objects.filter(slug__in=told.get("pages", ()), locale=index.locale)
            related += [("page", page.pk) for page in near]
            page = NewsPage(kind=told["kind"], on=on, related=_stream(related))
            _publish(index, page, told, language)


def _write_guides() -> None:
    """Write every guide, with an editor's own words where there are some."""
    guides, scenarios = write_guides(), write_scenarios()
    added = _text("additions")
    with command():
        for guide in guides:
            _add(guide, added["guides"].get(guide.item.code))
        for scenario in scenarios:
            _add(scenario, added["scenarios"].get(scenario.project_type.code))


def _add(page: GuidePage | ScenarioPage, words: dict | None) -> None:
    if words:
        blocks = [(block.block_type, None) for block in page.body]
        blocks.insert(1, words[page.locale.language_code])
        page.body = _stream(blocks)
        page.save(update_fields=["body"])


def _write_contact() -> None:
    added = _text("additions")
    with command():
        for page in ContactPage.objects.select_related("locale"):
            told = dict(added["contact"][page.locale.language_code])
            page.body = _stream(told.pop("body"))
            for name, value in told.items():
                setattr(page, name, value)
            page.save()
        for name, model in INDEXES.items():
            for page in model.objects.select_related("locale"):
                page.introduction = added["introductions"][name][page.locale.language_code]
                page.save(update_fields=["introduction"])


def _publish(index: Page, page: Page, told: dict, language: str) -> None:
    """Publish a piece in the language of its index; its pages are translations of each other."""
    words = told[language]
    page.title, page.slug, page.locale = words["title"], told["slug"], index.locale
    page.summary, page.body = words["summary"], _stream(words["body"])
    other = type(page).objects.filter(slug=told["slug"]).first()
    if other is not None:
        page.translation_key = other.translation_key
    publish_new(index, page)


def _stream(blocks) -> str:
    """Return blocks as a page stores them; an item is named by its code."""
    return json.dumps([{"type": kind, "value": _value(value)} for kind, value in blocks])


def _value(value):
    if not isinstance(value, dict):
        return value
    if "heads" in value:
        return _table(value)
    if "item" in value:
        return value | {"item": ServiceItem.objects.get(code=value["item"]).pk}
    return value


def _table(told: dict) -> dict:
    columns = [
        {"type": kind, "heading": head}
        for kind, head in zip(told["columns"], told["heads"], strict=True)
    ]
    rows = [{"values": row} for row in told["rows"]]
    table = {"caption": "", "columns": columns, "rows": rows}
    return {"caption": told["caption"], "table": table, "note": told["note"]}


def _text(name: str):
    return json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))
