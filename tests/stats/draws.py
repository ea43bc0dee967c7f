"""The statistics of draws at a million: run by ``make stats``, exit 1 where one is unlikely."""

import sys
import time

from tests.draw import statistics

COUNT = 1_000_000


def main() -> int:
    """Print one line for each statistic."""
    began = time.monotonic()
    found = statistics.report(COUNT)
    for name, p in found.items():
        print(f"{name:16} p = {p:.4f}")
    kept = statistics.keeps_order(6_000)
    print(f"{'removal':16} {'exact' if kept else 'BROKEN'}")
    print(f"{COUNT:,} draws in {time.monotonic() - began:.0f} s")
    fair = all(statistics.LOW < p < statistics.HIGH for p in found.values())
    return 0 if fair and kept else 1


if __name__ == "__main__":
    sys.exit(main())
