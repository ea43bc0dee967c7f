"""How money, moments, days and shares are written in each language.

These are notations, not sentences: a page must write them right even where no translation
is loaded, so they stand here for both languages instead of in a catalogue of messages.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from .kernel.money import Money

BEIJING = ZoneInfo("Asia/Shanghai")
WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
UNITS_ZH = ("天", "小时", "分", "秒")
UNITS_EN = ("day", "hour", "minute", "second")
DAY, HOUR, MINUTE = 86400, 3600, 60


def in_chinese() -> bool:
    """Return whether the page at hand is Chinese."""
    return (get_language() or "").startswith("zh")


def money(amount: Money | int) -> str:
    """Return ``118,000.00 元`` or ``CNY 118,000.00``; a bare integer counts fen."""
    if isinstance(amount, int):
        amount = Money(amount)
    figure = f"{amount.major:,.2f}"
    if not in_chinese():
        return f"{amount.currency} {figure}"
    return f"{figure} {'元' if amount.currency == 'CNY' else amount.currency}"


def moment(at: datetime) -> str:
    """Return date, weekday and second in Beijing time, and that it is Beijing time."""
    at = at.astimezone(BEIJING)
    if in_chinese():
        return f"{day(at)}{_weekday(at)}{at:%H:%M:%S} 北京时间"
    return f"{_weekday(at)} {day(at)}, {at:%H:%M:%S} Beijing time"


def moment_short(at: datetime, *, this_year: int) -> str:
    """Return date, weekday and minute for a list; the year only where it is another one."""
    at = at.astimezone(BEIJING)
    if in_chinese():
        written = f"{at.month}月{at.day}日" if at.year == this_year else day(at)
        return f"{written}{_weekday(at)}{at:%H:%M}"
    written = f"{at.day} {MONTHS_EN[at.month - 1]}" if at.year == this_year else day(at)
    return f"{_weekday(at)} {written}, {at:%H:%M}"


def day(on: date) -> str:
    """Return ``2026年11月4日`` or ``4 Nov 2026``; a moment counts as its day in Beijing."""
    if isinstance(on, datetime):
        on = on.astimezone(BEIJING).date()
    if in_chinese():
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {MONTHS_EN[on.month - 1]} {on.year}"


def working_days(count: int) -> str:
    """Return the unit that follows a number of working days."""
    if in_chinese():
        return "个工作日"
    return "working day" if count == 1 else "working days"


def time_left(remaining: timedelta) -> str:
    """Return the two largest units of what is left, ``1 天 6 小时`` or ``1 day 6 hours``."""
    counted = list(enumerate(clock_parts(remaining)))
    first = next((at for at, count in counted if count), 3)
    shown = [_counted(count, at) for at, count in counted[first : first + 2] if count]
    return " ".join(shown) or _counted(0, 3)


def clock_parts(remaining: timedelta) -> tuple[int, int, int, int]:
    """Return days, hours, minutes and seconds; nothing below zero."""
    seconds = max(0, int(remaining.total_seconds()))
    return seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE, seconds % MINUTE


def clock_units() -> tuple[str, ...]:
    """Return the short names of days, hours, minutes and seconds."""
    return UNITS_ZH if in_chinese() else ("d", "h", "min", "s")


def percent(share: Fraction | Decimal | float) -> str:
    """Return a share with at most one decimal, rounded half up: ``20.4%``, ``90%``."""
    exact = Fraction(share) * 1000
    tenths = (Decimal(exact.numerator) / exact.denominator).to_integral_value(ROUND_HALF_UP)
    whole, rest = divmod(abs(int(tenths)), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{rest}%" if rest else f"{sign}{whole}%"


def _counted(count: int, unit: int) -> str:
    if in_chinese():
        return f"{count} {UNITS_ZH[unit]}"
    return f"{count} {UNITS_EN[unit]}{'' if count == 1 else 's'}"


def _weekday(at: datetime) -> str:
    if in_chinese():
        return f"（周{WEEKDAYS_ZH[at.weekday()]}）"
    return WEEKDAYS_EN[at.weekday()]
