"""Every public page once in each of its languages, in files that a program can take.

An app offers its pages in its ``wagtail_hooks.py``::

    @hooks.register("register_sitemaps")
    def offer_sitemap():
        yield NamedPages("agencies", ["agencies:directory"])
        yield Records("agency", Agency.objects.public(), "agencies:agency", "public_id")
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail import hooks

from .addresses import codes, in_order, written

PER_FILE = 2_000  # pages; each stands there once a language
NAMES = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINKS = "http://www.w3.org/1999/xhtml"
BLANK = "0a0"  # stands for a record while its address is made; every kind of address takes it


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its path in each language it is there in, and when it last changed."""

    paths: Mapping[str, str]
    changed_at: datetime | None = None


class Section(ABC):
    """Pages of one kind; ``key`` names their files."""

    key: str

    @abstractmethod
    def count(self) -> int:
        """Return how many pages there are."""

    @abstractmethod
    def places(self, start: int, stop: int) -> Iterable[Place]:
        """Return pages, in an order that stays."""


class NamedPages(Section):
    """Pages that have a URL name and no argument."""

    def __init__(self, key: str, names: Sequence[str]) -> None:
        self.key, self.names = key, names

    def count(self) -> int:
        return len(self._found())

    def places(self, start: int, stop: int) -> Iterable[Place]:
        return [Place(paths) for paths in self._found()[start:stop]]

    def _found(self) -> list[dict[str, str]]:
        found = (_paths(name) for name in self.names)
        return [paths for paths in found if paths]


class Records(Section):
    """A page a row: ``field`` is the argument of its address, ``changed`` a moment of the row."""

    def __init__(
        self, key: str, rows: QuerySet, url_name: str, field: str, changed: str = ""
    ) -> None:
        self.key, self.rows, self.url_name = key, rows, url_name
        self.fields = (field, changed) if changed else (field,)

    def count(self) -> int:
        return self.rows.count() if _paths(self.url_name, BLANK) else 0

    def places(self, start: int, stop: int) -> Iterator[Place]:
        paths = _paths(self.url_name, BLANK)
        rows = self.rows.order_by("pk").values_list(*self.fields)[start:stop]
        for name, *moments in rows:
            mine = {code: name.join(path.rsplit(BLANK, 1)) for code, path in paths.items()}
            yield Place(mine, *moments)


def sections() -> dict[str, Section]:
    """Return what the installed apps offer, by key. Raises ``ValueError`` for one key twice."""
    found: dict[str, Section] = {}
    for offer in hooks.get_hooks("register_sitemaps"):
        for section in offer():
            if section.key in found:
                raise ValueError(f"two sitemaps are called {section.key!r}")
            found[section.key] = section
    return found


def files() -> Iterator[tuple[str, int]]:
    """Yield key and number of every file that the index names."""
    for key, section in sections().items():
        for number in range(-(-section.count() // PER_FILE)):
            yield key, number + 1


def places_in(section: Section, number: int) -> list[Place]:
    """Return the pages of one file of a section."""
    return list(section.places((number - 1) * PER_FILE, number * PER_FILE))


def as_index(addresses: Iterable[str]) -> bytes:
    """Return the list of all files as XML."""
    return _document("sitemapindex", {"xmlns": NAMES}, _write_files, addresses)


def as_urlset(places: Iterable[Place], root: str) -> bytes:
    """Return pages as XML: each language an entry that names all of them."""
    names = {"xmlns": NAMES, "xmlns:xhtml": LINKS}
    entries = ((place, path) for place in places for path in place.paths.values())
    return _document("urlset", names, _write_pages, entries, root)


def _write_files(xml: SimplerXMLGenerator, addresses: Iterable[str]) -> None:
    for address in addresses:
        xml.startElement("sitemap", {})
        xml.addQuickElement("loc", address)
        xml.endElement("sitemap")


def _write_pages(xml: SimplerXMLGenerator, entries: Iterable[tuple[Place, str]], root: str) -> None:
    default = codes()[0]
    for place, path in entries:
        xml.startElement("url", {})
        xml.addQuickElement("loc", root + path)
        if place.changed_at:
            xml.addQuickElement("lastmod", place.changed_at.isoformat(timespec="seconds"))
        links = [(written(code), each) for code, each in place.paths.items()]
        if default in place.paths:
            links.append(("x-default", place.paths[default]))
        for language, each in links if len(place.paths) > 1 else ():
            link = {"rel": "alternate", "hreflang": language, "href": root + each}
            xml.addQuickElement("xhtml:link", "", link)
        xml.endElement("url")


def _document(element: str, names: Mapping[str, str], write, *content) -> bytes:
    written_to = io.StringIO()
    xml = SimplerXMLGenerator(written_to, "utf-8")
    xml.startDocument()
    xml.startElement(element, names)
    write(xml, *content)
    xml.endElement(element)
    return written_to.getvalue().encode()


def _paths(name: str, *arguments: str) -> dict[str, str]:
    """Return the paths of a URL name by language; none where the host has not mounted it."""
    found = {}
    for code in codes():
        with override(code):
            try:
                found[code] = reverse(name, args=arguments)
            except NoReverseMatch:
                return {}
    return in_order(found)
