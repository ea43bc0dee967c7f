"""Entries of the log appended, proved and verified per second: in the pure core, and on SQLite."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable

PURE, KEPT, PROOFS = 200_000, 20_000, 500


def timed(name: str, count: int, deed: Callable[[], object]) -> None:
    """Do it, and print how many a second that was."""
    began = time.perf_counter()
    deed()
    seconds = time.perf_counter() - began
    print(f"log  {name:<44} {count / seconds:>12,.0f} /s   ({count:,} in {seconds:.2f} s)")


def pure() -> None:
    """Measure the tree without a database."""
    from marketplace.log.domain import merkle

    leaves = [number.to_bytes(32) for number in range(PURE)]
    nodes = {merkle.Place(0, index): leaf for index, leaf in enumerate(leaves)}
    edge = merkle.Edge()

    def append() -> None:
        for leaf in leaves:
            nodes.update(edge.append(leaf))

    def prove() -> None:
        for index in range(0, PURE, PURE // 5000):
            merkle.gathered(merkle.inclusion_spans(index, PURE), nodes.__getitem__)

    timed("pure core: leaves appended", PURE, append)
    timed("pure core: inclusion proofs made", 5000, prove)


def kept(folder: str) -> None:
    """Measure the whole way, on a database in a file that is written for good."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.test",
        "MARKETPLACE_STATE_DIR": folder,
        "TEST_DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from marketplace.log.parts import grow, publish
    from marketplace.log.parts.proofs import consistency, inclusion
    from marketplace.log.verification import verify_log
    from marketplace.models import Event
    from marketplace.sequencer import sequence
    from marketplace.transaction import command

    call_command("migrate", verbosity=0)
    at = timezone.now()

    def happen() -> None:
        for batch in range(KEPT // 100):
            with command():
                for _step in range(100):
                    Event.append(
                        f"bench:{batch}", "bench.done", at=at, private={"a": 1}, b="乙" * 40
                    )

    timed("events kept, 100 a transaction", KEPT, happen)
    timed("events given their place", KEPT, lambda: sequence(at))
    timed("leaves taken into the tree", KEPT, grow)
    timed("checkpoint signed and published", 1, lambda: publish(at))
    steps = range(1, KEPT, KEPT // PROOFS)
    timed("inclusion proofs", PROOFS, lambda: [inclusion(each, KEPT) for each in steps])
    timed("consistency proofs", PROOFS, lambda: [consistency(each, KEPT) for each in steps])
    timed("entries verified (log_verify)", KEPT, verify_log)


def main() -> None:
    pure()
    with tempfile.TemporaryDirectory() as folder:
        kept(folder)


if __name__ == "__main__":
    main()
