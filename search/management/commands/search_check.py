from django.core.management.base import BaseCommand, CommandError

from ...backends.base import EngineDown
from ...checking import Drift, drift, mend
from ...registry import engine, engines
from ...relay import Relay

SHOWN = 10


class Command(BaseCommand):
    help = "Compare the search index with the database row by row; exit 1 where they differ."

    def add_arguments(self, parser):
        parser.add_argument(
            "--backend",
            default="database",
            choices=sorted(each.key for each in engines),
            help="the engine whose index is looked at",
        )
        parser.add_argument("--repair", action="store_true", help="mend what differs")

    def handle(self, *, backend, repair, **options):
        relay = Relay(engine(backend))
        try:
            found = [self._look(relay, source, repair) for source in relay.sources]
        except EngineDown as reason:
            raise CommandError(f"{backend}: there is nothing to compare: {reason}") from reason
        differ = sum(len(each.all) for each in found)
        if differ and not repair:
            raise CommandError(f"{differ} rows differ. --repair mends them.")
        rows = sum(each.rows for each in found)
        self.stdout.write(f"{backend}: {rows} rows, {f'{differ} mended' if differ else 'no drift'}")

    def _look(self, relay: Relay, source, repair: bool) -> Drift:
        found = drift(relay, source)
        if repair and found.all:
            mend(relay, source, found)
        self.stdout.write(_line(found))
        return found


def _line(found: Drift) -> str:
    told = [f"  {found.kind}: {found.rows} rows"]
    for name in ("missing", "gone", "stale"):
        keys = getattr(found, name)
        if keys:
            shown = ", ".join(map(str, keys[:SHOWN])) + (" …" if len(keys) > SHOWN else "")
            told.append(f"{name} {len(keys)} ({shown})")
    return ", ".join(told)
