"""Reading one row of foreign data: what is wrong is noted with its place, and reading goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from ..kernel.text import composed, hidden_character


class Row:
    """One object of a data file. Each question returns a value of its kind, wrong or not."""

    def __init__(self, place: str, values: object, problems: list[str]) -> None:
        self.place = place
        self.problems = problems
        self.values: Mapping = values if isinstance(values, Mapping) else {}
        if not isinstance(values, Mapping):
            self.wrong(_("an object is needed here"))

    def wrong(self, what: str, key: str = "") -> None:
        """Note that the row, or one value of it, is wrong."""
        place = ".".join(filter(None, [self.place, key])) or _("file")
        self.problems.append(f"{place}: {what}")

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text; where there is no default it must be there and say something."""
        value = self.values.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not (value.strip() or default is not None):
            self.wrong(_("a text is needed here"), key)
            return ""
        return self._seen(value, key)

    def one_of(self, key: str, known: Collection[str], *, default: str | None = None) -> str:
        """Return a text that must be one of those that are known."""
        value = self.text(key, default=default)
        if value and value not in known and value != default:
            self.wrong(
                _("“%(value)s” is not one of %(known)s")
                % {"value": value[:60], "known": ", ".join(sorted(known))[:300]},
                key,
            )
        return value

    def code_of(self, key: str, known: Collection[str], *, default: str | None = None) -> str:
        """Return the code of another row of the file."""
        value = self.text(key, default=default)
        if value and value not in known and value != default:
            self.wrong(_("nothing has the code “%(code)s”") % {"code": value[:60]}, key)
        return value

    def whole(self, key: str, *, default: int | None = 0, needed: bool = True) -> int | None:
        """Return a whole number, not below zero; where not needed, ``default`` for none."""
        value = self.values.get(key)
        if value is None and not needed:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**15:
            self.wrong(_("a whole number is needed here"), key)
            return default
        return value

    def decimal(self, key: str) -> Decimal:
        """Return a number, exact, not below zero."""
        value = self.values.get(key)
        number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        exact = Decimal(value) if number else Decimal(-1)
        if not exact.is_finite() or not 0 <= exact < 10**13:
            self.wrong(_("a number is needed here"), key)
            return Decimal(0)
        return exact

    def flag(self, key: str) -> bool:
        """Return true or false; false where nothing is said."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(_("true or false is needed here"), key)
        return value is True

    def day(self, key: str) -> dt.date | None:
        """Return a day written as 2026-03-02, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            self.wrong(_("a day such as 2026-03-02 is needed here"), key)
            return None

    def part(self, key: str) -> Row:
        """Return the object under a key as a row of its own."""
        place = ".".join(filter(None, [self.place, key]))
        return Row(place, self.values.get(key), self.problems)

    def rows(self, key: str) -> list[Row]:
        """Return the objects of a list under a key; none where nothing is said."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(_("a list is needed here"), key)
            return []
        place = ".".join(filter(None, [self.place, key]))
        return [Row(f"{place}[{at}]", each, self.problems) for at, each in enumerate(value)]

    def texts(self, key: str) -> list[str]:
        """Return the texts of a list under a key; none where nothing is said."""
        value = self.values.get(key)
        if value is not None and not (
            isinstance(value, list) and all(isinstance(each, str) for each in value)
        ):
            self.wrong(_("a list of texts is needed here"), key)
            return []
        return [self._seen(each, key) for each in value or []]

    def _seen(self, text: str, key: str) -> str:
        hidden = hidden_character(text, lines=True)
        if hidden:
            said = _("there is a character that cannot be seen, %(character)s")
            self.wrong(said % {"character": hidden}, key)
        return composed(text).strip()
