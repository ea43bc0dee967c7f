from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from marketplace import clock
from marketplace.data import read_json
from marketplace.fees.commands import load_fee_schedules
from marketplace.fees.data import shipped_schedules
from marketplace.kernel.refusal import Refusal


class Command(BaseCommand):
    help = "Load fee schedules from a file (by default: those that are shipped)."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        try:
            rows = _rows(read_json(file)) if file else list(shipped_schedules())
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read as JSON: {error}") from error
        try:
            added, changed = load_fee_schedules(rows=rows, at=clock.now())
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.next_step}") from refusal
        self.stdout.write(f"{len(added)} added, {len(changed)} changed")


def _rows(data: object) -> object:
    return data.get("schedules") if isinstance(data, dict) else data
