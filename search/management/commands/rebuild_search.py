from django.core.management.base import BaseCommand, CommandError

from ...backends.base import EngineDown
from ...registry import engine, engines, sources
from ...relay import all_documents
from ..progress import Bar


class Command(BaseCommand):
    help = (
        "Make the search index anew beside the one that answers, then change over. "
        "The site goes on searching all the while."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--backend",
            default="",
            choices=["", *sorted(each.key for each in engines)],
            help="the engine; without it every engine that is set up",
        )
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="only where the engine cannot answer: no index, or one of another version",
        )

    def handle(self, *, backend="", if_needed=False, **options):
        keys = [backend] if backend else [each.key for each in engines if each.is_set_up()]
        for key in keys:
            one = engine(key)
            if if_needed and one.health().ok:
                continue
            self._rebuild(one, options)

    def _rebuild(self, one, options):
        known = sources()
        total = sum(source.everything().count() for source in known)
        out = self.stdout if options.get("verbosity", 1) else _Silence()
        bar = Bar(out, total, one.key)
        try:
            one.rebuild(lambda: all_documents(known), progress=bar)
        except EngineDown as reason:
            raise CommandError(f"{one.key}: the index was not made: {reason}") from reason
        out.write(f"{one.key}: {bar.end()}\n")


class _Silence:
    """Takes what is written and shows nothing."""

    def write(self, text):
        """Show nothing."""
