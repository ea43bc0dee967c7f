import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from marketplace.formfields import (
    AmountField,
    CreditCodeField,
    DayField,
    DaysField,
    LineField,
    MomentField,
    ProseField,
    TimeOfDayField,
)
from marketplace.kernel.money import Money
from tests.factories import credit_code

MEGABYTE = "长" * 1_000_000
HONEST = [
    "智慧🏗️测绘 👩‍👩‍👧",
    "شركة الاختبار للهندسة",
    "Robert'); DROP TABLE marketplace_event;--",
    "<script>alert(1)</script>",
    "a' OR '1'='1",
    "％&*（全角）",
]


def refused(field, value) -> str:
    """Return the code under which a field refuses a value."""
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    assert caught.value.messages[0]
    return caught.value.error_list[0].code


@pytest.mark.parametrize("field", [LineField(), ProseField()])
@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_kept_as_it_was_typed(field, text):
    assert field.clean(text) == text


def test_text_is_composed_and_trimmed():
    assert LineField().clean("\u3000 cafe\u0301 \t") == "café"


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\u2066", "\ufeff"])
@pytest.mark.parametrize("field", [LineField(), ProseField()])
def test_a_character_that_hides_is_refused(field, hidden):
    assert refused(field, f"甲{hidden}乙") == "hidden_character"
    assert refused(field, f"甲乙{hidden}") == "hidden_character"


def test_only_prose_has_lines():
    assert ProseField().clean("一\r\n二\t三") == "一\n二\t三"
    assert refused(LineField(), "一\n二") == "hidden_character"


@pytest.mark.parametrize(
    "field",
    [LineField(), ProseField(), CreditCodeField(), AmountField(), DaysField(), DayField()],
)
def test_a_megabyte_is_too_long(field):
    assert refused(field, MEGABYTE) == "max_length"


def test_what_is_too_long_is_told_with_both_lengths():
    with pytest.raises(forms.ValidationError) as caught:
        LineField(max_length=3).clean("一二三四")

    assert caught.value.error_list[0].params == {"length": 4, "limit": 3}


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("118000", 11_800_000),
        ("118,000.5", 11_800_050),
        ("１１８０００．５０", 11_800_050),
        ("　0.01 ", 1),
        ("0", 0),
        ("10000000000000", 10**15),
    ],
)
def test_an_amount_is_read_to_the_fen(typed, fen):
    assert AmountField().clean(typed) == Money(fen)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("118000.505", "decimals"),
        ("1,180.0001", "decimals"),
        ("١٢٣", "digits"),
        ("१२३.५०", "digits"),
        ("10²", "digits"),
        ("𝟙𝟚", "digits"),
        ("-5", "negative"),
        ("－５", "negative"),
        ("−5", "negative"),
        ("10000000000000.01", "too_large"),
        ("99999999999999999999", "too_large"),
        ("11万8", "invalid"),
        ("1e5", "invalid"),
        ("1,18,000", "invalid"),
        ("NaN", "invalid"),
        ("Infinity", "invalid"),
        ("0x10", "invalid"),
        ("", "required"),
        (None, "required"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(typed, code):
    assert refused(AmountField(), typed) == code


def test_an_amount_keeps_to_its_limits():
    field = AmountField(minimum=Money(1), maximum=Money(2_000_000))

    assert refused(field, "0") == "min_value"
    assert refused(field, "20000.01") == "max_value"
    assert field.clean("20000.00") == Money(2_000_000)


def test_the_limit_is_told_in_money():
    with pytest.raises(forms.ValidationError) as caught:
        AmountField(maximum=Money(2_000_000)).clean("20000.01")

    assert "20,000.00" in caught.value.messages[0]


def test_an_amount_is_shown_as_it_can_be_typed():
    class Quote(forms.Form):
        price = AmountField()

    form = Quote(initial={"price": Money(11_800_050)})

    assert 'value="118000.50"' in str(form["price"])


@pytest.mark.parametrize(("typed", "days"), [("1", 1), ("２０", 20), (" 30 ", 30)])
def test_days_are_whole(typed, days):
    assert DaysField(maximum=30).clean(typed) == days


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0", "days"),
        ("31", "days"),
        ("-1", "days"),
        ("1.5", "days"),
        ("十", "days"),
        ("٢", "digits"),
    ],
)
def test_what_is_no_number_of_days_is_refused(typed, code):
    assert refused(DaysField(maximum=30), typed) == code


def test_a_credit_code_is_read_generously_and_checked_strictly():
    code = credit_code(7)

    assert CreditCodeField().clean(f" {code[:6].lower()} {code[6:]} ") == code
    assert (
        refused(CreditCodeField(), code[:-1] + ("0" if code[-1] != "0" else "1")) == "credit_code"
    )


@pytest.mark.parametrize("typed", ["2026-03-02", "2026/3/2", "２０２６-０３-０２", "2026年3月2日"])
def test_a_day_is_read(typed):
    assert DayField().clean(typed) == dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-02-30", "no_such_day"),
        ("2026-13-01", "no_such_day"),
        ("0001-01-01", "no_such_day"),
        ("9999-12-31", "no_such_day"),
        ("02.03.2026", "invalid"),
        ("tomorrow", "invalid"),
        ("٢٠٢٦-٠٣-٠٢", "digits"),
    ],
)
def test_a_day_that_is_not_in_the_calendar_is_refused(typed, code):
    assert refused(DayField(), typed) == code


def test_a_moment_is_in_beijing_time():
    at = MomentField().clean(["2026-03-02", "12:00"])

    assert at == dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
    assert at.tzinfo == ZoneInfo("Asia/Shanghai")


def test_half_a_moment_is_refused_even_where_none_is_needed():
    with (
        translation.override("en"),
        pytest.raises(forms.ValidationError, match="both the day and the time"),
    ):
        MomentField(required=False).clean(["2026-03-02", ""])
    assert refused(MomentField(required=False), ["2026-03-02", "24:00"]) == "invalid"
    assert refused(MomentField(), ["", ""]) == "required"
    assert MomentField(required=False).clean(["", ""]) is None


def test_a_moment_is_shown_in_beijing_time():
    class Window(forms.Form):
        closes_at = MomentField()

    form = Window(initial={"closes_at": dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)})

    shown = str(form["closes_at"])
    assert 'type="date"' in shown
    assert 'value="2026-03-03"' in shown
    assert 'value="01:00"' in shown


@pytest.mark.parametrize(
    "field", [AmountField, DaysField, DayField, TimeOfDayField, MomentField], ids=str
)
def test_what_is_not_needed_may_be_left_out(field):
    assert field(required=False).clean("") is None


def test_what_is_read_already_is_taken_as_it_is():
    day, time = dt.date(2026, 3, 2), dt.time(12)

    assert MomentField().clean([day, time]) == dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)


class EveryKind(forms.Form):
    line = LineField(required=False)
    prose = ProseField(required=False)
    code = CreditCodeField(required=False)
    price = AmountField(required=False)
    days = DaysField(required=False)
    day = DayField(required=False)


def test_a_file_where_text_is_asked_is_refused_and_the_page_still_renders():
    names = list(EveryKind.base_fields)
    form = EveryKind({}, {name: SimpleUploadedFile(f"{name}.exe", b"MZ\x00") for name in names})

    codes = {name: error.as_data()[0].code for name, error in form.errors.items()}

    assert codes == dict.fromkeys(names, "file")
    assert "MZ" not in str(form)


def test_a_file_instead_of_a_time_is_refused():
    class Window(forms.Form):
        closes_at = MomentField()

    files = {"closes_at_1": SimpleUploadedFile("t", b"12:00")}
    form = Window({"closes_at_0": "2026-03-02"}, files)

    assert form.errors.as_data()["closes_at"][0].code == "file"


def test_an_unchanged_form_is_seen_as_unchanged():
    world = SimpleNamespace(price=Money(100), days=3, day=dt.date(2026, 3, 2))
    form = EveryKind({"price": "1.00", "days": "3", "day": "2026-03-02"}, initial=dict(vars(world)))

    assert form.changed_data == []
