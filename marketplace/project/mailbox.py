"""The demonstration's mailbox: mail goes to a folder, and this page shows it.

So whoever tries the site can finish a sign-up. Outside a demonstration the pages are not there.
"""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

NEWEST = 50
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


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the newest mails."""
    _require_demonstration()
    newest = list(islice(_letters(), NEWEST))
    return render(request, "project/mailbox.html", {"letters": newest})


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail, with its links to follow."""
    _require_demonstration()
    found = next((letter for letter in _letters() if letter.name == name), None)
    if found is None:
        raise Http404
    return render(request, "project/letter.html", {"letter": found})


def _require_demonstration() -> None:
    if not settings.MARKETPLACE_DEMO:
        raise Http404


def _letters() -> Iterator[Letter]:
    """Yield every mail in the folder, newest first."""
    files = sorted(Path(settings.MAIL_FOLDER).glob("*.log"), reverse=True)
    for file in files:
        yield from reversed(list(_read(file)))


def _read(file: Path) -> Iterator[Letter]:
    parts = [part for part in file.read_bytes().split(SEPARATOR) if part.strip()]
    for number, part in enumerate(parts, start=1):
        yield Letter(f"{file.stem}-{number}", email.message_from_bytes(part, policy=default))
