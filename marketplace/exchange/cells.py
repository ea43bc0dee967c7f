"""How the cells of a row are read, with every mistake noted by its column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..kernel.money import Money
from ..kernel.text import half_width, read_amount, read_whole
from .kinds import BadRow, Problem

YES = {"1", "yes", "y", "true", "是"}
NO = {"", "0", "no", "n", "false", "否"}


class Cells:
    """The texts of one row. Read what is needed, then ``finish``: it tells all mistakes."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.problems: list[Problem] = []

    def has(self, key: str) -> bool:
        """Return whether the table has the column: one that it lacks changes nothing."""
        return key in self.values

    def text(self, key: str, *, is_required: bool = False) -> str:
        value = self.values.get(key, "").strip()
        if is_required and not value:
            self.wrong(key, _("This cell is empty."))
        return value

    def choice(self, key: str, known: Mapping[str, object], *, is_required: bool = True):
        """Return the value that a code or a label stands for."""
        value = self.text(key, is_required=is_required)
        if value and value not in known:
            some = ", ".join(list(known)[:12])
            self.wrong(
                key,
                _("“%(value)s” is not known here. Known are: %(known)s.")
                % {"value": value, "known": some},
            )
        return known.get(value)

    def whole(self, key: str) -> int | None:
        value = self.text(key, is_required=True)
        try:
            return read_whole(half_width(value)) if value else None
        except ValueError:
            self.wrong(key, _("“%(value)s” is not a whole number.") % {"value": value})
            return None

    def money(self, key: str) -> Money | None:
        value = half_width(self.text(key)).replace(",", "")
        try:
            return Money(int(read_amount(value).scaleb(2))) if value else None
        except ValueError:
            self.wrong(key, _("“%(value)s” is not an amount in yuan.") % {"value": value})
            return None

    def day(self, key: str) -> date | None:
        value = self.text(key)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.wrong(key, _("“%(value)s” is not a day, as in 2026-03-02.") % {"value": value})
            return None

    def flag(self, key: str) -> bool:
        value = self.text(key).casefold()
        if value not in YES | NO:
            self.wrong(key, _("Write 1 for yes or 0 for no."))
        return value in YES

    def wrong(self, key: str, message) -> None:
        self.problems.append(Problem(key, message))

    def wrong_record(self, error: ValidationError, names: Mapping[str, str]) -> None:
        """Note what a record's own validation says, by the columns of the table."""
        for name, messages in error.message_dict.items():
            for message in messages:
                self.wrong(names.get(name, "" if name == "__all__" else name), message)

    def finish(self) -> None:
        """Raise what is wrong, if anything is.

        Raises:
            BadRow: with every mistake of the row.
        """
        if self.problems:
            raise BadRow(self.problems)
