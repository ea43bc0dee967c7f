"""What may come in and go out as a table: a class each, offered through ``register_exchanges``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise

from ..registry import HookRegistry
from .sheets import Value


class Outcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class ExchangeColumn:
    """One column: its key, which is also a heading, and what people call it."""

    key: str
    label: str | Promise
    is_required: bool = False
    help_text: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell; without a column, with the row."""

    column: str
    message: str | Promise


class BadRow(Exception):
    """A row that cannot come in, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(f"{each.column}: {each.message}" for each in self.problems))


class ExchangeKind(ABC):
    """One kind of table. ``identity`` is the column by which a row is known."""

    key: str
    label: str | Promise
    description: str | Promise = ""
    columns: Sequence[ExchangeColumn]
    identity: str

    @abstractmethod
    def may_import(self, user) -> bool:
        """Return whether the user may bring such a table in."""

    @abstractmethod
    def may_export(self, user) -> bool:
        """Return whether the user may take such a table away."""

    @abstractmethod
    def rows(self) -> Iterable[Mapping[str, Value]]:
        """Yield what is there, a value for each column."""

    @abstractmethod
    def check(self, values: Mapping[str, str], *, at: datetime) -> Outcome:
        """Return what would become of a row, without changing anything.

        Raises:
            BadRow: with everything that is wrong with it.
        """

    @abstractmethod
    def apply(self, values: Mapping[str, str], *, by, at: datetime) -> Outcome:
        """Bring one row in by a durable command of its own; the same row twice changes nothing.

        Raises:
            BadRow: as ``check``.
            Refusal: where the command refuses.
        """


exchange_kinds: HookRegistry[ExchangeKind] = HookRegistry("register_exchanges", ExchangeKind)


def find_exchange(key: str) -> ExchangeKind | None:
    """Return the kind of that name, or None where nobody offers it."""
    return next((kind() for kind in exchange_kinds if kind.key == key), None)
