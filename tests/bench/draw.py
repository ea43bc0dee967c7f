"""Draws of 10 to 1,000,000 candidates in the pure core: the time for one candidate stays flat."""

from __future__ import annotations

import time

from marketplace.draw.domain.delay import delayed, is_fast, undone
from marketplace.draw.domain.ranking import ranked
from marketplace.kernel.seed import Seed

SIZES = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
ABOUT = 100_000  # tickets a size: a small draw is repeated, or the timer would be measured
STEPS = 200


def main() -> None:
    """Print one line with the microseconds a candidate at each size, and one for the slow step."""
    figures = [f"{size:,}: {_microseconds(size):.2f}" for size in SIZES]
    print(f"draw: µs a candidate at {'; '.join(figures)}")
    began = time.process_time()
    y = delayed(2, STEPS)
    forward = (time.process_time() - began) / STEPS
    began = time.process_time()
    assert undone(y, STEPS) == 2
    back = (time.process_time() - began) / STEPS
    library = "gmpy2" if is_fast() else "Python alone"
    print(f"slow step: {forward * 1e3:.2f} ms, checked in {back * 1e6:.1f} µs ({library})")


def _microseconds(size: int) -> float:
    candidates = [(f"agency-{number:07}", 1) for number in range(size)]
    rounds = max(1, ABOUT // size)
    began = time.process_time()
    for number in range(rounds):
        assert len(ranked(Seed(number.to_bytes(32), "bench"), candidates)) == size
    return (time.process_time() - began) / rounds / size * 1e6


if __name__ == "__main__":
    main()
