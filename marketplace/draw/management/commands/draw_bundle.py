import json
import sys

from django.core.management.base import BaseCommand

from ...bundle import bundle_of, draw_named
from ...models import Draw

UNKNOWN = 2


class Command(BaseCommand):
    help = "The bundle of a draw as JSON, for anybody who checks it; or a list of the draws."

    def add_arguments(self, parser):
        parser.add_argument("reference", nargs="?", help="a draw (D…) or its notice (N…)")
        parser.add_argument(
            "--list", action="store_true", help="the draws that have a result, newest first"
        )

    def handle(self, *, reference, list, **options):
        if list:
            for public_id in Draw.objects.decided().values_list("public_id", flat=True):
                self.stdout.write(public_id)
            return
        draw = draw_named(reference) if reference else None
        bundle = bundle_of(draw) if draw else None
        if bundle is None:
            self.stderr.write(self._why_not(reference, draw))
            sys.exit(UNKNOWN)
        self.stdout.write(json.dumps(bundle, ensure_ascii=False, indent=1))

    def _why_not(self, reference, draw) -> str:
        if not reference:
            return "Name a draw (D…) or a notice (N…), or ask for --list."
        if draw is None:
            return f"There is no draw {reference}; --list names those that have a result."
        return f"The draw {draw.public_id} has no bundle: it has no result made in a slot yet."
