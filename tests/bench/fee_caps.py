"""How fast caps are found: 10,000 of mixed schedules, with every step and each figure rounded."""

from __future__ import annotations

import random
import time
from fractions import Fraction

COUNT = 10_000
LARGEST = 10**12  # fen


def main() -> None:
    """Print one line: how many caps, how long, and the rate."""
    import django

    django.setup()
    from marketplace.fees.data import shipped_schedules
    from marketplace.fees.domain.figures import Figures
    from marketplace.fees.models import FeeSchedule
    from marketplace.fees.parts import assess, inputs_for, terms_of_schedule

    chance = random.Random(1980)  # noqa: S311 -- the same bases at each run
    terms = [
        terms_of_schedule(schedule, kind["key"])
        for schedule in (FeeSchedule(**row) for row in shipped_schedules())
        for kind in schedule.params["kinds"]
    ]
    asked = [(each, inputs_for(each)) for each in terms]
    tasks = []
    for number in range(COUNT):
        each, inputs = asked[number % len(asked)]
        amount = Fraction(chance.randint(1, LARGEST), 100)
        factors = {factor.name: (factor.high,) for factor in inputs.factors}
        figures = Figures(
            base=amount if inputs.base else None,
            quantity=amount if inputs.quantity else None,
            factors=factors,
        )
        tasks.append((each, figures))
    began = time.perf_counter()
    capped = sum(assess(each, figures).cap is not None for each, figures in tasks)
    seconds = time.perf_counter() - began
    print(
        f"fee caps: {COUNT:,} of {len(asked)} kinds in {seconds:.2f} s, "
        f"{COUNT / seconds:,.0f} a second ({capped:,} have a cap)"
    )


if __name__ == "__main__":
    main()
