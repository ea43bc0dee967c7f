from django.core.management.base import BaseCommand, CommandError

from marketplace.kernel.refusal import Refusal

from ...commands import write_guides


class Command(BaseCommand):
    help = "Write a first guide for service items, in every language, from the catalogue."

    def add_arguments(self, parser):
        parser.add_argument("codes", nargs="+", metavar="CODE", help="such as EIA-01")

    def handle(self, *, codes, **options):
        try:
            written = write_guides(codes)
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.next_step}") from refusal
        for guide in written:
            self.stdout.write(f"wrote {guide.url_path}")
