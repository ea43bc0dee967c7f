from marketplace.search import PlainSearch

from .base import Group, SearchBackend, shown


class DatabaseBackend(PlainSearch, SearchBackend):
    """Asks the tables themselves: nothing to install, nothing to keep up to date."""

    def search(self, text, *, sources, language, kind, page):
        return [
            self._group(text, source, language=language, part=shown(source, kind=kind, page=page))
            for source in sources
        ]

    def _group(self, text, source, *, language, part):
        found = self.narrow(source.public(language), text, kind=source.key, fields=source.fields)
        rows = []
        if part.stop:
            ranked = self.rank(found, text, names=source.names)
            rows = list(source.for_list(ranked)[part])
        return Group(key=source.key, label=source.label, total=found.count(), rows=rows)
