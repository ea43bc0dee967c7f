import json
import time
from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language, override

from ...backends.base import EngineDown, Query, Result
from ...registry import engines, sources
from ...rows import rows_of
from ...selector import search, search_as_meant
from ...synonyms import synonyms


class Command(BaseCommand):
    help = "Search as the site does, and print what a visitor would find."

    def add_arguments(self, parser):
        parser.add_argument("text", help="what is looked for; an empty text finds everything")
        kinds = {source.many: source.key for source in sources()}
        parser.add_argument("--kind", default="", choices=["", *kinds], help="one kind alone")
        for facet in ("category", "credential"):
            parser.add_argument(
                f"--{facet}", action="append", default=[], metavar="CODE", help="one or more times"
            )
        parser.add_argument(
            "--backend", default="", choices=["", *sorted(each.key for each in engines)]
        )
        parser.add_argument("--language", default="", help="en or zh-hans")
        parser.add_argument("--page", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, text, kind, backend, **options):
        known = sources()
        key = next((source.key for source in known if source.many == kind), "")
        with override(options["language"] or get_language()):
            query = Query.of(
                text,
                synonyms=synonyms(),
                language=get_language(),
                kind=key,
                kinds=(key,) if key else (),
                filters={name: tuple(options[name]) for name in ("category", "credential")},
                page=options["page"],
            )
            began = time.perf_counter()
            try:
                meant, found = search_as_meant(query, ask=partial(search, only=backend))
            except EngineDown as reason:
                raise CommandError(f"{backend} cannot answer: {reason}") from reason
            took = (time.perf_counter() - began) * 1000
            answer = _told(found, known, took) | {"read_as": meant.text}
        self.stdout.write(
            json.dumps(answer, ensure_ascii=False) if options["json"] else _plain(answer)
        )


def _told(found: Result, known, took: float) -> dict:
    results = []
    for source in known:
        for row in rows_of(source, found.of(source.key), language=get_language()):
            hit = source.hit(row, None)
            results.append(
                {"kind": source.many, "id": _known_as(row), "title": str(hit.title), "url": hit.url}
            )
    return {
        "total": found.total,
        "took_ms": round(took, 2),
        "results": results,
        "facets": found.facets,
        "totals": {source.many: found.totals.get(source.key, 0) for source in known},
        "suggestion": found.suggestion,
        "degraded": found.is_degraded,
    }


def _known_as(row) -> str | int:
    """Return the public id or the code of a row; its key where it has neither."""
    return getattr(row, "public_id", None) or getattr(row, "code", None) or row.pk


def _plain(answer: dict) -> str:
    lines = [f"{answer['total']} found in {answer['took_ms']} ms"]
    if answer["suggestion"]:
        lines.append(f"did you mean: {answer['suggestion']}")
    lines += [f"  {each['kind']}  {each['title']}  {each['url']}" for each in answer["results"]]
    return "\n".join(lines)
