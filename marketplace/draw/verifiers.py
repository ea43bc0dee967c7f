"""The published programs, byte for byte as they are given out, with their SHA-256."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from .. import conf
from ..models import Event
from ..sequencer import log_id
from ..transaction import command

FOLDER = Path(__file__).parent / "static/marketplace/draw"
SCRIPT, PAGE, STIRRER = "verify_draw.py", "verify.html", "stir.py"
STREAM = "verifier"


@cache
def content(name: str) -> bytes:
    """Return a verifier as it is published."""
    return (FOLDER / name).read_bytes()


def sha256(name: str) -> str:
    """Return what anybody gets from ``sha256sum`` over the file."""
    return hashlib.sha256(content(name)).hexdigest()


def digests() -> list[dict[str, str]]:
    """Return each program with its SHA-256: the two verifiers, and the one that stirs."""
    return [{"file": name, "sha256": sha256(name)} for name in (SCRIPT, PAGE, STIRRER)]


@cache
def page_policy() -> str:
    """Return the page's own policy: nothing may run but what stands in it, and nothing is asked."""
    text = content(PAGE).decode()
    script, style = (_inside(text, tag) for tag in ("script", "style"))
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def tell_digests(at) -> None:
    """Enter the programs' SHA-256 into the log, once for each version."""
    if conf.seed_source() != "opendraw" or log_id() is None:
        return
    last = Event.objects.of(STREAM).filter(kind="verifier.published").last()
    if last is None or last.facts["files"] != digests():
        with command():
            Event.append(STREAM, "verifier.published", at=at, files=digests())


def _inside(text: str, tag: str) -> str:
    body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
    return "sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
