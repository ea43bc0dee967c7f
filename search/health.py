"""What a monitor is told of the search: who answers, and why that is not who should."""

from __future__ import annotations

from marketplace.health import Health, HealthCheck

from .registry import engine
from .selector import PLAIN, chosen

EMBEDDED = "database"


class SearchCheck(HealthCheck):
    """Does the engine answer that this site has set up? The database steps in where it does not.

    A database without an index is told and no failure: its tables are asked then.
    """

    key = "search"

    def look(self) -> Health:
        found = {key: engine(key).health() for key in chosen()}
        answers = next((key for key, each in found.items() if each.ok), PLAIN)
        facts = {"answers": answers} | {
            key: dict(each.facts) | ({"problem": each.problem} if each.problem else {})
            for key, each in found.items()
        }
        first = next(iter(found), EMBEDDED)
        if first == EMBEDDED or found[first].ok:
            return Health(True, facts)
        return Health(False, facts, f"{found[first].problem}; {answers} answers")
