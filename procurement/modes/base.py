"""The plug: subclass this, offer it through ``register_selection_modes``, done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..domain.ballot import Ballot, Decision, Entry, Terms

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a mode asks the owner for; the wizard makes a form field of it.

    ``kind`` is ``agency`` (one of those that qualify, as public id), ``choice`` (with
    ``choices``), ``line`` or ``prose``. The value stands in ``Terms.params[name]``.
    """

    name: str
    label: str | Promise
    kind: str = "line"
    help: str | Promise = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()


class SelectionMode(ABC):
    """A way of turning the answers to a notice into a winner.

    A mode is pure: same ballot, same decision. It reads no clock, no database and
    no random source, so that anyone can run it again and check. Whoever changes what
    a mode decides raises its ``version``; a notice pins the one it began with.
    """

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    version: ClassVar[int] = 1
    glyph: ClassVar[str] = "mode"
    explanation: ClassVar[str | Promise] = ""
    suits: ClassVar[str | Promise] = ""
    asks_price: ClassVar[bool] = False
    needs_seed: ClassVar[bool] = True
    is_competitive: ClassVar[bool] = True
    parameters: ClassVar[tuple[Parameter, ...]] = ()

    def check_terms(self, terms: Terms) -> None:  # noqa: B027 -- optional
        """Refuse terms, and parameters in them, that this mode cannot work with."""

    def check_entry(self, terms: Terms, entry: Entry) -> None:  # noqa: B027 -- optional
        """Refuse an entry that this mode cannot weigh."""

    @abstractmethod
    def decide(self, ballot: Ballot) -> Decision:
        """Rank every entry of the ballot, and give the evidence for it.

        The ranking is a permutation of the candidates; the order in which entries
        arrive means nothing; the evidence is canonical JSON.
        """

    def invited(self, params: Mapping[str, object]) -> str | None:
        """Return the one agency that may answer, as public id, or None where all may.

        A mode that invites is not competitive, and the agency is its one parameter of that kind:
        so lists can ask the database (``qualification.answerable_by``).
        """
        return None
