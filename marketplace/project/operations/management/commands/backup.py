from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...keeping.archive import BadBackup
from ...keeping.backup import back_up


class Command(BaseCommand):
    help = (
        "Write the database and the state directory to one new file, while the site goes on. "
        "It holds the keys: keep it where nobody else can read it."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="such as market-1122.tar.gz")

    def handle(self, *, file, **options):
        try:
            manifest = back_up(file)
        except (BadBackup, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        size = file.stat().st_size / 1_000_000
        self.stdout.write(
            f"{file}: {size:.1f} MB, log {manifest.log_id[:8]} with at least "
            f"{manifest.entries} entries"
        )
