from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from marketplace import clock
from marketplace.commands import load_catalogue
from marketplace.data import read_json, shipped_catalogue
from marketplace.kernel.refusal import Refusal


class Command(BaseCommand):
    help = "Make the catalogue say what a file says (as shipped: the demonstration city's)."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument(
            "--check", action="store_true", help="Say what would change, and change nothing."
        )

    def handle(self, *, file, check, **options):
        try:
            data = read_json(file) if file else shipped_catalogue()
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read as JSON: {error}") from error
        try:
            change = load_catalogue(data=data, at=clock.now(), only_check=check)
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.next_step}") from refusal
        if check:
            for what, rows in change._asdict().items():
                self.stdout.writelines(f"{what}: {row.kind} {row.code}\n" for row in rows)
        counts = (f"{len(rows)} {what}" for what, rows in change._asdict().items())
        self.stdout.write(", ".join(counts))
