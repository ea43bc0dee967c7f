import json
import time

from django.core.management.base import BaseCommand

from ...domain.classes import MINIMUM_STEPS, SECONDS
from ...domain.delay import delayed, is_fast

STRETCH = 50


class Command(BaseCommand):
    help = "Measure the slow step on this machine, and print the steps of each class for it."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=5.0, help="how long to measure")

    def handle(self, *, seconds, **options):
        began, steps, value = time.monotonic(), 0, 2
        while time.monotonic() - began < seconds:
            value, steps = delayed(value, STRETCH), steps + STRETCH
        a_step = (time.monotonic() - began) / steps
        self.stdout.write(
            f"{a_step * 1000:.2f} ms a step, {'with' if is_fast() else 'WITHOUT'} gmpy2"
        )
        found = {
            name: max(MINIMUM_STEPS[name], int(wanted / a_step)) for name, wanted in SECONDS.items()
        }
        for name, wanted in SECONDS.items():
            self.stdout.write(
                f"class {name}: {found[name]} steps, {found[name] * a_step / 60:.1f} min "
                f"(the rule asks for {wanted // 60} min, and at least {MINIMUM_STEPS[name]} steps)"
            )
        self.stdout.write(f'MARKETPLACE_OPENDRAW = {{"steps": {json.dumps(found)}}}')
