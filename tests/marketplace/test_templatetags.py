import datetime as dt
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
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


# --- Values -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (Money(11_800_000), "118,000.00 元", "CNY 118,000.00"),
        (11_800_000, "118,000.00 元", "CNY 118,000.00"),
        (Money(5), "0.05 元", "CNY 0.05"),
        (Money(-150), "-1.50 元", "CNY -1.50"),
        (Money(1_050, "USD"), "10.50 USD", "USD 10.50"),
        (Money(10**15 + 1), "10,000,000,000,000.01 元", "CNY 10,000,000,000,000.01"),
        (None, "", ""),
    ],
)
def test_money_is_written_to_the_fen_in_both_languages(amount, chinese, english):
    assert shown("{{ amount|yuan }}", "zh-hans", amount=amount) == chinese
    assert shown("{{ amount|yuan }}", "en", amount=amount) == english


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("踏勘由业主组织。", "踏勘由业主组织。", '<span lang="zh-Hans">踏勘由业主组织。</span>'),
        ("Site visit on Monday.", "Site visit on Monday.", "Site visit on Monday."),
        ("0000-12300", "0000-12300", "0000-12300"),
        (
            "<b>踏勘</b>",
            "&lt;b&gt;踏勘&lt;/b&gt;",
            '<span lang="zh-Hans">&lt;b&gt;踏勘&lt;/b&gt;</span>',
        ),
        ("第一\n第二", "第一<br>第二", '<span lang="zh-Hans">第一<br>第二</span>'),
    ],
)
def test_what_somebody_typed_is_marked_where_it_is_in_the_other_language(text, chinese, english):
    source = "{{ text|as_written|linebreaksbr }}"

    assert shown(source, "zh-hans", text=text) == chinese
    assert shown(source, "en", text=text) == english


def test_a_whole_text_tells_its_language():
    assert shown("{{ text|tongue }}", text="请确认您的邮箱") == "zh-Hans"
    assert shown("{{ text|tongue }}", "zh-hans", text="Confirm your address") == "en"


def test_a_moment_names_date_weekday_second_and_zone():
    chinese = shown("{{ at|moment }}", "zh-hans", at=CLOSES)
    english = shown("{{ at|moment }}", "en", at=CLOSES)

    assert chinese == "2026年11月4日（周三）17:00:00 北京时间"
    assert english == "Wed 4 Nov 2026, 17:00:00 Beijing time"


def test_a_moment_in_a_list_shows_the_year_only_where_it_is_another_one(at):
    at(CLOSES - DAY)
    next_year = CLOSES + 60 * DAY

    assert shown("{{ at|moment_short }}", "zh-hans", at=CLOSES) == "11月4日（周三）17:00"
    assert shown("{{ at|moment_short }}", "en", at=CLOSES) == "Wed 4 Nov, 17:00"
    assert shown("{{ at|moment_short }}", "zh-hans", at=next_year) == "2027年1月3日（周日）17:00"
    assert shown("{{ at|moment_short }}", "en", at=next_year) == "Sun 3 Jan 2027, 17:00"


def test_a_day_is_the_day_in_beijing():
    just_past_midnight = dt.datetime(2026, 11, 3, 16, 30, tzinfo=dt.UTC)

    assert shown("{{ on|day }}", "zh-hans", on=just_past_midnight) == "2026年11月4日"
    assert shown("{{ on|day }}", "en", on=just_past_midnight) == "4 Nov 2026"
    assert shown("{{ on|day }}", "en", on=dt.date(2026, 11, 4)) == "4 Nov 2026"


def test_machines_can_read_the_moment_too():
    markup = shown("{% moment_tag at %}", at=CLOSES)

    assert markup == (
        '<time datetime="2026-11-04T17:00:00+08:00">Wed 4 Nov 2026, 17:00:00 Beijing time</time>'
    )


@pytest.mark.parametrize(
    ("remaining", "chinese", "english"),
    [
        (DAY + 6 * HOUR + dt.timedelta(minutes=17), "1 天 6 小时", "1 day 6 hours"),
        (2 * DAY, "2 天", "2 days"),
        (HOUR + dt.timedelta(minutes=1), "1 小时 1 分", "1 hour 1 minute"),
        (dt.timedelta(minutes=17, seconds=42), "17 分 42 秒", "17 minutes 42 seconds"),
        (dt.timedelta(seconds=1), "1 秒", "1 second"),
        (dt.timedelta(milliseconds=400), "0 秒", "0 seconds"),
    ],
)
def test_what_is_left_is_told_in_its_two_largest_units(at, remaining, chinese, english):
    assert chinese in shown("{% time_left until %}", "zh-hans", until=NOON + remaining)
    assert shown("{% time_left until %}", "en", until=NOON + remaining) == (
        f'<span class="left">{english} left</span>'
    )


def test_nothing_is_left_at_the_very_moment_of_closing(at):
    assert shown("{% time_left until %}", until=NOON) == '<span class="soft">Closed</span>'


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (Fraction(204, 1000), "20.4%"),
        (Fraction(9, 10), "90%"),
        (Fraction(1, 9), "11.1%"),
        (Fraction(9995, 10_000), "100%"),
        (Decimal("0.1235"), "12.4%"),
        (Fraction(-5, 1000), "-0.5%"),
        (0, "0%"),
    ],
)
def test_a_share_has_one_decimal_rounded_half_up(share, written):
    assert shown("{{ share|percent }}", share=share) == written


def test_a_part_is_told_as_a_share_of_its_whole():
    assert shown("{{ a|percent_of:b }}", a=Money(1_550_000), b=Money(1_728_000)) == "89.7%"
    assert shown("{{ a|percent_of:b }}", a=Money(1), b=Money(0)) == ""


def test_working_days_agree_with_their_number():
    assert shown("{{ 20|working_days }}", "zh-hans") == "20 个工作日"
    assert shown("{{ 20|working_days }}") == "20 working days"
    assert shown("{{ 1|working_days }}") == "1 working day"


def test_a_hash_stands_in_groups_of_eight():
    assert shown("{{ digest|grouped }}", digest="0123456789abcdef01") == "01234567 89abcdef 01"


# --- Marks --------------------------------------------------------------------------------


def test_an_icon_is_drawn_in_place_and_hidden_from_screen_readers():
    markup = shown('{% icon "check" %}')

    assert markup == (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="m4.5 12.5 5 5 10-11"/></svg>'
    )


def test_a_drawing_that_does_not_exist_is_a_mistake_of_the_template():
    with pytest.raises(KeyError):
        shown('{% icon "unicorn" %}')


def test_a_lamp_has_shape_word_and_colour():
    markup = shown('{% lamp "stop" label %}', label="Overdue")

    assert markup.startswith('<span class="lamp lamp--stop"><svg')
    assert "M3 3h18v18H3z" in markup
    assert markup.endswith("Overdue</span>")


def test_a_state_is_shown_with_its_own_word_and_a_lamp():
    notice = SimpleNamespace(state="open", get_state_display=lambda: "Open")
    unheard_of = SimpleNamespace(state="in_orbit")

    assert 'class="lamp lamp--ok"' in shown("{% state notice %}", notice=notice)
    assert 'class="lamp lamp--idle"' in shown("{% state thing %}", thing=unheard_of)
    assert shown("{% state thing %}", thing=unheard_of).endswith("in orbit</span>")


def test_a_mode_is_named_with_a_glyph_a_strangers_mode_too():
    known = SimpleNamespace(key="random_draw", label="Random draw")
    strange = SimpleNamespace(key="eldest", label="Eldest first")
    with_glyph = SimpleNamespace(key="eldest", label="Eldest first", glyph="person")

    assert shown('{% icon "draw" %}') in shown("{% mode_name mode %}", mode=known)
    assert shown('{% icon "mode" %}') in shown("{% mode_name mode %}", mode=strange)
    assert shown('{% icon "person" %}') in shown("{% mode_name mode %}", mode=with_glyph)


@pytest.mark.parametrize(
    "source",
    [
        '{% lamp "ok" text %}',
        "{% mode_name text %}",
        "{% state text %}",
        "{% ruler 1 2 text label=text limit_label=text %}",
        "{% ticket_line tickets text %}",
        "{% crumbs text text text %}",
        "{% countdown until label=text over_label=text over_text=text %}",
    ],
)
def test_nobodys_text_becomes_markup(source):
    markup = shown(source, text=SCRIPT, tickets=["ab", "cd"], until=NOON + 4000 * DAY)

    assert "<script" not in markup
    assert "&lt;" in markup
