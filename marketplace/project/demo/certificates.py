"""Which certificates a firm holds, and for how long: what its services ask for, and more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.models import CredentialGrade, CredentialType, ServiceItem

from .cast import Firm
from .chance import Chance
from .shelf import Shelf
from .trades import Fate

LONG = timedelta(days=60)  # a certificate that is not about to run out lasts longer than this


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate to be entered."""

    grade: CredentialGrade
    number: str
    valid_from: date
    valid_to: date | None

    @property
    def first_day_without(self) -> date | None:
        """Return the day from which it is worth nothing, if that is known today."""
        ended = self.valid_to and self.valid_to + timedelta(days=1)
        return min((day for day in (ended, self.grade.type.abolished_on) if day), default=None)


def certificates(
    firm: Firm, items: list[ServiceItem], shelf: Shelf, *, joined: date, today: date
) -> list[Certificate]:
    """Return what the firm needs for its items, and what it holds of its own free will.

    One of them runs out as the firm's fate asks.
    """
    chance = Chance("certificates", str(firm.number))
    grades = [chance.pick(choices) for choices in _needed(items, shelf)]
    if firm.trade.extra:
        grades.append(shelf.grades(firm.trade.extra)[0])
    ends = _end(firm.fate, chance, today=today)
    issued = []
    for place, grade in enumerate(grades, 1):
        issued.append(
            _issue(grade, f"{firm.number:02}{place}", chance, joined=joined, today=today, ends=ends)
        )
        ends = None if issued[-1].valid_to else ends
    return issued


def abolished_certificate(code: str, shelf: Shelf, *, number: str, joined: date) -> Certificate:
    """Return one of a type that was abolished after the firm had joined."""
    grade = shelf.grades(code)[0]
    began = joined - timedelta(days=40)
    return Certificate(
        grade, _number(grade.type, began, number), began, _last_day(grade.type, began)
    )


def _needed(items: list[ServiceItem], shelf: Shelf) -> list[list[CredentialGrade]]:
    """Return, without repeating a type, the choices for each credential that is asked for."""
    wanted: dict[str, list[CredentialGrade]] = {}
    for item in items:
        asked = shelf.asked_for(item)
        if item.credential_rule == "any" and any(each.type.code in wanted for each in asked):
            continue
        for each in asked if item.credential_rule == "all" else asked[:1]:
            wanted[each.type.code] = [
                grade
                for grade in reversed(shelf.grades(each.type.code))
                if grade.rank <= each.min_grade.rank
            ]
    return list(wanted.values())


def _end(fate: Fate, chance: Chance, *, today: date) -> date | None:
    """Return the last day of the firm's first certificate that ends, where its fate says so."""
    if fate == Fate.EXPIRED:
        return today - timedelta(days=chance.between(2, 42))
    if fate == Fate.EXPIRING:
        return today + timedelta(days=chance.between(8, 28))
    return None


def _issue(grade, number, chance, *, joined, today, ends) -> Certificate:
    kind: CredentialType = grade.type
    if kind.validity_years is None:
        began = joined - timedelta(days=chance.between(60, 1500))
    elif ends is not None:
        began = _years(ends + timedelta(days=1), -kind.validity_years)
    else:
        earliest = max(_years(today + LONG, -kind.validity_years), joined - timedelta(days=700))
        latest = max(earliest, joined - timedelta(days=10))
        began = earliest + timedelta(days=chance.below((latest - earliest).days + 1))
    return Certificate(grade, _number(kind, began, number), began, _last_day(kind, began))


def _last_day(kind: CredentialType, began: date) -> date | None:
    if kind.validity_years is None:
        return None
    return _years(began, kind.validity_years) - timedelta(days=1)


def _years(day: date, count: int) -> date:
    """Return the same day of another year; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return day.replace(year=day.year + count, day=28)


def _number(kind: CredentialType, began: date, number: str) -> str:
    return f"{kind.code}-{began.year}-{number:0>5}"
