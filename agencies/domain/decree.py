"""The decision document behind a sanction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.documents.domain.upload import Upload


@dataclass(frozen=True, slots=True)
class Decree:
    """What stands on the decision: its number and day, the paper, and how long it holds."""

    number: str
    decided_on: date
    upload: Upload | None = None
    ends_on: date | None = None

    @property
    def facts(self) -> dict[str, str]:
        """Return what the public log says of it; the paper by its hash alone."""
        told = {"decision_number": self.number, "decided_on": self.decided_on.isoformat()}
        if self.ends_on is not None:
            told["ends_on"] = self.ends_on.isoformat()
        if self.upload is not None:
            told["paper_sha256"] = self.upload.sha256
        return told
