"""Form fields that read what people type: text as text, digits as digits, days as days.

Give a form ``request.FILES`` beside ``request.POST``: then a file sent where text is asked
is refused by name instead of looking like an empty field.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .formcontrols import DayInput, LineInput, MomentInput, ProseInput, TimeInput
from .kernel.money import Money
from .kernel.text import LARGEST_AMOUNT, composed, half_width, read_amount, read_whole
from .models.fields import (
    check_credit_code,
    refuse_hidden_characters,
    refuse_hidden_characters_in_lines,
)
from .notation import BEIJING, money

SHORT = 40  # nothing that is counted, measured or dated is longer
DATE = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
FIRST_YEAR, LAST_YEAR = 1900, 2199
FINER_THAN_A_FEN = re.compile(r"[0-9,]+\.[0-9]{3,}")
TOO_LARGE = re.compile(r"[0-9,]{14,}(\.[0-9]{1,2})?")
MINUS = ("-", "\u2212")


# --- Text -----------------------------------------------------------------------------------


def _text(value) -> str:
    if isinstance(value, UploadedFile):
        raise ValidationError(
            _("A file was sent where text is asked. Type the text instead."), code="file"
        )
    return "" if value is None else str(value)


class LineField(forms.CharField):
    """One line, as typed (NFC), without characters that hide."""

    widget = LineInput
    check_hidden = staticmethod(refuse_hidden_characters)

    def __init__(self, *, max_length=200, **kwargs):
        super().__init__(**kwargs)
        self.limit = max_length
        if not self.widget.is_hidden:
            self.widget.attrs.setdefault("maxlength", str(max_length))

    def to_python(self, value):
        text = composed(_text(value).replace("\r\n", "\n")).strip(" \t\n\u3000")
        if len(text) > self.limit:
            raise ValidationError(
                _("The text has %(length)d characters; at most %(limit)d are kept. Shorten it."),
                code="max_length",
                params={"length": len(text), "limit": self.limit},
            )
        self.check_hidden(text)
        return text or self.empty_value


class ProseField(LineField):
    """Several lines, as typed (NFC), without characters that hide."""

    widget = ProseInput
    check_hidden = staticmethod(refuse_hidden_characters_in_lines)

    def __init__(self, *, max_length=4000, **kwargs):
        super().__init__(max_length=max_length, **kwargs)


class CreditCodeField(LineField):
    """A unified social credit code whose check digit is right."""

    default_validators = [check_credit_code]

    def __init__(self, *, max_length=SHORT, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def to_python(self, value):
        return half_width(super().to_python(value)).replace(" ", "").upper()


# --- Numbers --------------------------------------------------------------------------------


def _figure(value) -> str:
    """Return what was typed for a number, date or time: short, and with our digits."""
    text = half_width(_text(value)).strip()
    if len(text) > SHORT:
        raise ValidationError(
            _("%(length)d characters are too many for a figure. Type it again."),
            code="max_length",
            params={"length": len(text)},
        )
    if any(unicodedata.category(char) in {"Nd", "No", "Nl"} and char > "9" for char in text):
        raise ValidationError(
            _("Write figures with the digits 0 to 9; “%(text)s” has others."),
            code="digits",
            params={"text": text},
        )
    return text


class AmountField(forms.Field):
    """An amount of money in yuan with at most two decimals, read as ``Money``.

    ``minimum`` and ``maximum`` are amounts that are still allowed.
    """

    widget = LineInput({"inputmode": "decimal", "autocomplete": "off", "maxlength": SHORT})

    def __init__(self, *, minimum=None, maximum=None, currency="CNY", **kwargs):
        super().__init__(**kwargs)
        self.minimum, self.maximum, self.currency = minimum, maximum, currency

    def prepare_value(self, value):
        return f"{value.major:.2f}" if isinstance(value, Money) else value

    def to_python(self, value):
        text = _figure(value)
        if not text:
            return None
        amount = Money.of_major(self._read(text), self.currency)
        if self.minimum is not None and amount < self.minimum:
            raise self._refusal(text, "min_value")
        if self.maximum is not None and self.maximum < amount:
            raise self._refusal(text, "max_value")
        return amount

    def _read(self, text: str) -> Decimal:
        try:
            return read_amount(text)
        except ValueError as error:
            raise self._refusal(text, _why_no_amount(text)) from error

    def _refusal(self, text: str, code: str) -> ValidationError:
        largest = Money.of_major(LARGEST_AMOUNT, self.currency)
        limits = {"min_value": self.minimum, "max_value": self.maximum, "too_large": largest}
        limit = limits.get(code)
        params = {"text": text, "limit": "" if limit is None else money(limit)}
        return ValidationError(AMOUNT_REFUSALS[code], code=code, params=params)


AMOUNT_REFUSALS = {
    "negative": _("“%(text)s” is below zero. Enter an amount above zero."),
    "decimals": _("“%(text)s” is finer than a fen. Enter at most two decimals, as in 118000.50."),
    "too_large": _("The amount is above %(limit)s, the largest that can be entered."),
    "invalid": _("“%(text)s” is not an amount. Enter digits only, as in 118000.00."),
    "min_value": _("Enter at least %(limit)s."),
    "max_value": _("Enter at most %(limit)s."),
}


def _why_no_amount(text: str) -> str:
    if text.startswith(MINUS) and any(char.isdigit() for char in text):
        return "negative"
    if FINER_THAN_A_FEN.fullmatch(text):
        return "decimals"
    return "too_large" if TOO_LARGE.fullmatch(text) else "invalid"


class DaysField(forms.Field):
    """A whole number, of working days as a rule, from ``minimum`` to ``maximum``."""

    widget = LineInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": SHORT})

    def __init__(self, *, minimum=1, maximum=3650, **kwargs):
        super().__init__(**kwargs)
        self.minimum, self.maximum = minimum, maximum

    def to_python(self, value):
        text = _figure(value)
        if not text:
            return None
        try:
            days = read_whole(text)
        except ValueError:
            days = -1
        if not self.minimum <= days <= self.maximum:
            raise ValidationError(
                _("Enter a whole number from %(minimum)d to %(maximum)d."),
                code="days",
                params={"minimum": self.minimum, "maximum": self.maximum},
            )
        return days


# --- Days and moments, in Beijing time ----------------------------------------------------------


class DayField(forms.Field):
    """A day of the calendar, as in 2026-03-02."""

    widget = DayInput

    def to_python(self, value):
        if isinstance(value, dt.date):
            return value
        text = _figure(value)
        if not text:
            return None
        found = DATE.fullmatch(text)
        if not found:
            raise ValidationError(
                _("“%(text)s” is not a date. Write it as in 2026-03-02."),
                code="invalid",
                params={"text": text},
            )
        return self._on_the_calendar(text, *map(int, found.groups()))

    def _on_the_calendar(self, text: str, year: int, month: int, day: int) -> dt.date:
        try:
            found = dt.date(year, month, day)
        except ValueError:
            found = None
        if found is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(
                _("There is no day %(text)s in the calendar. Pick another one."),
                code="no_such_day",
                params={"text": text},
            )
        return found


class TimeOfDayField(forms.Field):
    """A time of the day, as in 17:30."""

    widget = TimeInput

    def to_python(self, value):
        if isinstance(value, dt.time):
            return value
        text = _figure(value)
        if not text:
            return None
        found = TIME.fullmatch(text)
        try:
            return dt.time(*(int(part or 0) for part in found.groups()))
        except (AttributeError, ValueError) as error:
            raise ValidationError(
                _("“%(text)s” is not a time of the day. Write it as in 17:30."),
                code="invalid",
                params={"text": text},
            ) from error


class MomentField(forms.MultiValueField):
    """A day and a time in Beijing, read as an aware moment."""

    widget = MomentInput
    default_error_messages = {"incomplete": _("Enter both the day and the time.")}

    def __init__(self, **kwargs):
        super().__init__((DayField(), TimeOfDayField()), require_all_fields=False, **kwargs)

    def compress(self, parts):
        return dt.datetime.combine(*parts, BEIJING) if parts else None
