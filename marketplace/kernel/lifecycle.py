"""State machines as tables: read the table and you have read the rules."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class IllegalStep(Exception):
    """The table has no such move. The caller's refusal says so in the reader's words."""


class Lifecycle:
    """A finite map from (state, step) to the next state."""

    def __init__(self, table: Mapping[tuple[StrEnum, StrEnum], StrEnum]) -> None:
        self.table = MappingProxyType(dict(table))

    def after(self, state: str, step: StrEnum) -> StrEnum:
        """Return the state that ``step`` leads to. Raises ``IllegalStep`` if none does."""
        for (source, known_step), target in self.table.items():
            if source == state and known_step == step:
                return target
        raise IllegalStep(f"{step} while {state}")

    def allows(self, state: str, step: StrEnum) -> bool:
        """Return whether the step can be taken from the state."""
        return any(source == state and known == step for source, known in self.table)

    def to_mermaid(self) -> str:
        """Return the table as a diagram; the docs embed it and a test compares."""
        arrows = (f"    {a} --> {b}: {step}" for (a, step), b in self.table.items())
        return "\n".join(["stateDiagram-v2", *arrows])
