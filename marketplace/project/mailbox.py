"""The demonstration's mailbox: mail goes to a folder, and this page shows it.

So whoever tries the site can finish a sign-up. Outside a demonstration the pages are not there.
"""

from __future__ import annotations

import email
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

PAGE = 50
SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # how Django's file backend ends a message


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, as its reader sees it."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return self.message.get("Subject", "")

    @property
    def sender(self) -> str:
        return self.message.get("From", "")

    @property
    def recipient(self) -> str:
        return self.message.get("To", "")

    @property
    def sent_at(self) -> datetime:
        """When, aware of its zone: mail writes "-0000" for a UTC that hides the sender's zone."""
        at = parsedate_to_datetime(self.message["Date"])
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    @property
    def text(self) -> str:
        body = self.message.get_body(preferencelist=("plain",))
        return body.get_content() if body else ""


class Mailbox(Sequence):
    """Every mail in the folder, newest first; only those that are looked at are read."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.glob("*.log"), reverse=True)
        self._files = [(file, _count(file, file.stat().st_size)) for file in files]

    def __len__(self) -> int:
        return sum(count for _file, count in self._files)

    def __getitem__(self, wanted):
        if not isinstance(wanted, slice):
            return next(islice(self._from(wanted), 1))
        start, stop, _step = wanted.indices(len(self))
        return list(islice(self._from(start), stop - start))

    def named(self, name: str) -> Letter | None:
        """Return the mail of that name, or None."""
        stem, _dash, _number = name.rpartition("-")
        file = next((file for file, _count in self._files if file.stem == stem), None)
        return next((each for each in _read(file) if each.name == name), None) if file else None

    def _from(self, place: int) -> Iterator[Letter]:
        for file, count in self._files:
            if place >= count:
                place -= count
                continue
            yield from reversed(_read(file)[: count - place])
            place = 0


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the mails, newest first, a page at a time."""
    _require_demonstration()
    box = Mailbox(Path(settings.MAIL_FOLDER))
    page = Paginator(box, PAGE).get_page(request.GET.get("page"))
    return render(request, "project/mailbox.html", {"letters": list(page), "page": page})


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail, with its links to follow."""
    _require_demonstration()
    found = Mailbox(Path(settings.MAIL_FOLDER)).named(name)
    if found is None:
        raise Http404
    return render(request, "project/letter.html", {"letter": found})


def _require_demonstration() -> None:
    if not settings.MARKETPLACE_DEMO:
        raise Http404


@lru_cache(maxsize=4096)
def _count(file: Path, size: int) -> int:
    """Return how many mails a file holds; it only grows, so its size tells whether it has."""
    return len(_parts(file))


def _parts(file: Path) -> list[bytes]:
    return [part for part in file.read_bytes().split(SEPARATOR) if part.strip()]


def _read(file: Path) -> list[Letter]:
    return [
        Letter(f"{file.stem}-{number}", email.message_from_bytes(part, policy=default))
        for number, part in enumerate(_parts(file), start=1)
    ]
