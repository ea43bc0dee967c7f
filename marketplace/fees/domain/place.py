"""Reading a schedule's parameters: what is wrong is noted with its place, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from .exact import number_of

if TYPE_CHECKING:
    from django.utils.functional import Promise


Least = Fraction | int | None  # the smallest number that may stand there
NAME = re.compile(r"[0-9A-Za-z_-]{1,40}")


class Place:
    """One object of the parameters. Each question returns a value of its kind, wrong or not."""

    def __init__(self, name: str, values: object, problems: list[str]) -> None:
        self.name = name
        self.problems = problems
        self.values: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
        if not isinstance(values, Mapping):
            self.wrong(_("an object is needed here"))

    def wrong(self, what: str | Promise, key: str = "") -> None:
        """Note that the object, or one value of it, is wrong."""
        where = ".".join(filter(None, [self.name, key])) or "{}"
        self.problems.append(f"{where}: {what}")

    def settle(self) -> None:
        """Refuse the parameters if anything in them was wrong."""
        if self.problems:
            raise Refusal(
                "fee.params",
                _("The parameters of the schedule are wrong: %(problems)s")
                % {"problems": "; ".join(self.problems)},
                _("Correct each of these places."),
            )

    def has(self, key: str) -> bool:
        return self.values.get(key) is not None

    def number(
        self, key: str, *, default: object = None, least: Fraction | int | None = 0
    ) -> Fraction:
        """Return an exact number, not below ``least``; it must be there or have a default."""
        value = self.values.get(key, default)
        return self._number(value, key, least)

    def _number(self, value: object, key: str, least: Least = 0) -> Fraction:
        number = number_of(value)
        if number is None or (least is not None and number < least):
            self.wrong(
                _("a number is needed here, as 15 or as text “1.5”, so that it stays exact"), key
            )
            return Fraction(1)
        return number

    def numbers(self, key: str, *, least: Least = 0) -> list[Fraction]:
        """Return the exact numbers of a list that has at least one."""
        return [
            self._number(each, f"{key}[{at}]", least) for at, each in enumerate(self._list(key))
        ]

    def pairs(self, key: str, *, open_end: bool = False) -> list[tuple[Fraction, Fraction | None]]:
        """Return the pairs of a list; ``open_end`` lets the last pair's second be null."""
        rows = self._list(key)
        pairs = []
        for at, row in enumerate(rows):
            place = f"{key}[{at}]"
            if not isinstance(row, list) or len(row) != 2:
                self.wrong(_("two numbers are needed here"), place)
                continue
            ends = open_end and at == len(rows) - 1 and row[1] is None
            second = None if ends else self._number(row[1], f"{place}[1]")
            pairs.append((self._number(row[0], f"{place}[0]"), second))
        return pairs

    def _list(self, key: str) -> list[Any]:
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            self.wrong(_("a list with at least one entry is needed here"), key)
            return []
        return value

    def text(self, key: str, *, needed: bool = True) -> str:
        """Return a text, the Chinese one of two languages where nobody has chosen yet."""
        value = self.values.get(key, self.values.get(f"{key}_zh"))
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.wrong(_("a text is needed here"), key if key in self.values else f"{key}_zh")
            return ""
        return value

    def name_of(self, key: str) -> str:
        """Return a plain name, as it is used in addresses and commands."""
        value = self.values.get(key)
        if not isinstance(value, str) or not NAME.fullmatch(value):
            self.wrong(_("a name of Latin letters, digits, hyphens and underscores"), key)
            return ""
        return value

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(_("true or false is needed here"), key)
        return value is True

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = self.values.get(key)
        if value not in known:
            self.wrong(_("one of %(known)s is needed here") % {"known": ", ".join(known)}, key)
            return known[0]
        return str(value)

    def part(self, key: str) -> Place:
        """Return the object under a key as a place of its own."""
        return Place(self._under(key), self.values.get(key), self.problems)

    def rows(self, key: str) -> list[Place]:
        """Return the objects of a list under a key; none where nothing is said."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.wrong(_("a list is needed here"), key)
            return []
        return [
            Place(f"{self._under(key)}[{at}]", each, self.problems) for at, each in enumerate(value)
        ]

    def _under(self, key: str) -> str:
        return ".".join(filter(None, [self.name, key]))


def rising(place: Place, numbers: list[Fraction], key: str) -> None:
    """Note it where the numbers do not rise strictly."""
    for at, (before, after) in enumerate(pairwise(numbers), 1):
        if after <= before:
            place.wrong(_("this must be above the one before it"), f"{key}[{at}]")
