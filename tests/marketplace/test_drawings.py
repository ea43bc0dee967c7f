"""Rulers, ticket lines and countdowns, as the tag library draws them."""

import datetime as dt
import re

from django.template import Context, Template
from django.utils import translation

from marketplace.kernel.money import Money
from tests.factories import DAY, HOUR, NOON

CLOSES = dt.datetime(2026, 11, 4, 9, tzinfo=dt.UTC)  # 17:00 in Beijing, a Wednesday
SCRIPT = "<script>alert(1)</script>"


def shown(source: str, language: str = "en", **context) -> str:
    """Return what a page in that language shows for a piece of template."""
    with translation.override(language):
        return Template("{% load marketplace %}" + source).render(Context(context))


def ruler_of(markup: str) -> tuple[float, float]:
    """Return how long the bar is and where the limit stands."""
    bar = re.search(r'width="([0-9.]+)" height="5"', markup)
    limit = re.search(r'ruler__limit" d="M([0-9.]+) 1v13"', markup)
    return float(bar[1]), float(limit[1])


def test_the_ruler_keeps_the_proportion_of_fact_and_limit():
    bar, limit = ruler_of(shown('{% ruler 18 30 "days" %}'))

    assert (bar, limit) == (150.0, 250.0)
    assert bar / limit == 18 / 30


def test_the_ruler_writes_the_figures_out():
    chinese = shown('{% ruler 18 30 "days" label="要求" limit_label="标准" %}', "zh-hans")
    english = shown('{% ruler 1 30 "days" %}', "en")

    assert "<span>要求 <b>18</b> 个工作日</span>" in chinese
    assert '<span class="soft">标准 30</span>' in chinese
    assert "<span><b>1</b> working day</span>" in english
    assert '<span class="soft">standard 30</span>' in english


def test_above_the_limit_the_bar_runs_over_the_tick_and_changes_colour():
    markup = shown('{% ruler 33 30 "days" %}')
    bar, limit = ruler_of(markup)

    assert bar > limit
    assert 'class="ruler__fill ruler__fill--stop"' in markup


def test_the_ruler_takes_money():
    markup = shown("{% ruler price cap %}", price=Money(11_800_000), cap=Money(12_400_941))
    bar, limit = ruler_of(markup)

    assert round(bar / limit, 3) == round(11_800_000 / 12_400_941, 3)
    assert "<b>CNY 118,000.00</b>" in markup
    assert "cap CNY 124,009.41" in markup


def test_without_a_limit_only_the_figure_is_shown():
    markup = shown("{% ruler price cap %}", price=Money(100), cap=None)

    assert "<b>CNY 1.00</b>" in markup
    assert "<svg" not in markup


def test_a_limit_of_nothing_draws_without_dividing_by_it():
    assert ruler_of(shown('{% ruler 0 0 "days" %}')) == (0.0, 0.0)


def test_every_ticket_is_a_stroke_and_the_smallest_is_pointed_out():
    tickets = ["80000000", "40000000", "c0000000"]
    markup = shown('{% ticket_line tickets "Zhuze" %}', tickets=tickets)
    narrow = markup.split("</svg>")[0]

    assert 'class="tickets__first" d="M81.0 48l-7-22h14z"' in narrow
    assert 'd="M150.0 30v18M219.0 30v18"' in narrow
    assert "1st Zhuze" in narrow
    assert 'role="img" aria-label="' in narrow


def test_the_name_of_a_late_first_ticket_stays_on_the_line():
    markup = shown('{% ticket_line tickets "Zhuze" %}', tickets=[0.95, 0.99])

    assert 'text-anchor="end">1st Zhuze' in markup


def test_a_long_name_is_cut_where_the_line_ends():
    name = "Yanhu Shuodi Construction Drawing Review Research Institute"
    narrow, wide = shown("{% ticket_line tickets name %}", tickets=[0.1], name=name).split(
        "</svg>"
    )[:2]

    assert "1st Yanhu Shuodi Construction Draw…<" in narrow
    assert f"1st {name}<" in wide


def test_no_tickets_make_no_line():
    assert "<svg" not in shown('{% ticket_line tickets "" %}', tickets=[])


def test_the_clock_counts_from_the_servers_present(at):
    markup = shown("{% countdown until %}", until=NOON + DAY + 6 * HOUR)

    assert f'data-now="{NOON.isoformat()}"' in markup
    assert f'data-until="{(NOON + DAY + 6 * HOUR).isoformat()}"' in markup
    assert 'role="timer"' in markup
    assert "<b>1</b> d</span> <span><b>06</b> h</span> <span><b>00</b> min" in markup
    assert "Tue 3 Mar 2026, 18:00:00 Beijing time" in markup


def test_after_the_deadline_the_clock_only_says_that_it_is_over(at):
    markup = shown('{% countdown until over_label="Sign-up is closed" %}', until=NOON)

    assert 'class="clock clock--over"' in markup
    assert "Sign-up is closed" in markup
    assert "data-until" not in markup
