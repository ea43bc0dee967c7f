"""Everybody reads the rules of the hall, what each version changed, and its calendar."""

import datetime as dt

import pytest
from django.urls import reverse

from marketplace.commands import adopt_rules, set_calendar_day
from marketplace.commands.hall_facts import RULES
from marketplace.hall_rules import TOLD
from tests.factories import DAY, NOON, HallFactory

pytestmark = pytest.mark.django_db


def english(client):
    return client.get("/en/rules/").content.decode()


def test_every_rule_is_told(client, at):
    assert set(TOLD) | {"currency"} == set(RULES)


def test_the_rules_in_force_are_on_the_page(client, at):
    HallFactory(rules__review_days=4, rules__reviews_notices=True)

    page = english(client)

    assert "<dt>Working days to review a notice</dt><dd><b>4</b></dd>" in page
    assert "<dt>Notices are reviewed first</dt><dd><b>yes</b></dd>" in page
    assert "<dt>Government purchase threshold</dt><dd><b>CNY 1,000,000.00</b></dd>" in page
    assert "<b>goes to the regulator</b>" in page


def test_each_version_says_what_it_changed(client, at):
    hall = HallFactory()
    adopt_rules(hall_id=hall.pk, by=None, at=NOON, publicity_days=3, reviews_notices=True)
    adopt_rules(hall_id=hall.pk, by=None, at=NOON + DAY, direct_limit_minor=6_000_000)

    response = client.get("/en/rules/")

    told = [
        (version.number, [(rule.before, rule.text) for rule in version.changes])
        for version in response.context["versions"]
    ]
    assert told == [
        (3, [("CNY 50,000.00", "CNY 60,000.00")]),
        (2, [("no", "yes"), ("0", "3")]),
        (1, []),
    ]
    assert "Notices are reviewed first: yes (before: no)" in response.content.decode()


def test_the_calendar_shows_holidays_the_halls_own_days_and_the_warning(client, at):
    hall = HallFactory()
    set_calendar_day(
        hall_id=hall.pk,
        day=dt.date(2026, 3, 4),
        is_worked=False,
        name_zh="停电",
        name_en="Power cut",
        source="Order 1",
        by=None,
        at=NOON,
    )

    page = english(client)

    assert "4 Mar 2026 Power cut (Order 1)" in page
    assert "1 Oct 2026 – 7 Oct 2026" in page
    assert "the holidays of 2027 yet" in page


def test_the_page_is_there_in_chinese_too(client, at):
    HallFactory()

    page = client.get(reverse("marketplace:rules")).content.decode()

    assert "2026年10月1日 – 2026年10月7日" in page
    assert "国庆节" in page


def test_without_a_hall_there_are_no_rules(client, at):
    assert client.get("/en/rules/").status_code == 404


def test_the_page_asks_the_database_as_often_for_many_versions(
    client, at, django_assert_num_queries
):
    hall = HallFactory()
    client.get("/en/rules/")

    with django_assert_num_queries(10):
        client.get("/en/rules/")
    for days in range(1, 4):
        adopt_rules(hall_id=hall.pk, by=None, at=NOON, publicity_days=days)
    with django_assert_num_queries(10):
        client.get("/en/rules/")
