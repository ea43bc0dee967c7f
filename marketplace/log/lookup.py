"""What somebody pasted into the log's search: a receipt, a hash, a number or a public id."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from ..models import LogLeaf
from .disclosure import Entry, entries, of_streams
from .models import Receipt
from .parts import is_ours

HASH = re.compile(r"[0-9a-f]{64}")
NUMBER = re.compile(r"[0-9]{1,15}")
MOST = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: one line that says so, a lamp for it, and the entries."""

    lamp: str
    title: str | Promise
    text: str | Promise = ""
    entries: list[Entry] = field(default_factory=list)


NOTHING = Answer(
    "warn",
    _("Nothing was found"),
    _("Paste a whole receipt, a leaf hash, or the number of an entry, a notice or a draw."),
)


def look_up(text: str) -> Answer:
    """Return what the log says of what was pasted."""
    text = text.strip()
    if text.startswith("{"):
        return _receipt(text)
    if HASH.fullmatch(text.lower()):
        return _leaf(text.lower())
    if NUMBER.fullmatch(text):
        return _entries(LogLeaf.objects.filter(index=int(text)))
    return _stream(text)


def in_log(leaf_hash: str) -> list[Entry]:
    """Return the entry that has this leaf hash, in a list, or nothing."""
    receipt = Receipt.objects.filter(leaf=leaf_hash).exclude(event=None).first()
    which = {"event": receipt.event_id} if receipt else {"leaf_hash": leaf_hash}
    return entries(LogLeaf.objects.filter(**which).select_related("event")[:1])


def _receipt(text: str) -> Answer:
    try:
        pasted = json.loads(text)
        body = pasted.get("receipt", pasted)
        leaf, signature = str(body["leaf"]), str(pasted.get("signature", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Answer(
            "stop",
            _("This is no receipt"),
            _("Paste the whole file, from the first brace to the last."),
        )
    if signature and not is_ours(body, signature):
        return Answer(
            "stop",
            _("We did not sign this receipt"),
            _("A character may have changed on the way. Compare it with the file you were given."),
        )
    found = in_log(leaf)
    if found:
        title = _("The receipt is ours and its entry is in the log")
        if not signature:
            title = _("The entry that the receipt names is in the log")
        return Answer("ok", title, "", found)
    return _without_entry(body)


def _without_entry(body: dict) -> Answer:
    if body.get("kind") == "die":
        return Answer(
            "ok",
            _("The receipt is ours; its die must be in the pool of its slot"),
            _(
                "If verify_draw.py --receipt FILE misses it, hand the receipt in on the page "
                "of the slot."
            ),
        )
    return Answer(
        "warn",
        _("The entry that the receipt names is not in the log yet"),
        _("It must be there a minute after it was given. If it is not, you hold proof against us."),
    )


def _leaf(leaf_hash: str) -> Answer:
    found = in_log(leaf_hash)
    if found:
        return Answer("ok", _("The entry is in the log"), "", found)
    if Receipt.objects.filter(leaf=leaf_hash).exists():
        return Answer("ok", _("We gave a receipt for this hash"))
    return NOTHING


def _entries(leaves) -> Answer:
    found = entries(leaves.select_related("event"))
    return Answer("ok", _("The entry is in the log"), "", found) if found else NOTHING


def _stream(text: str) -> Answer:
    prefixes = [prefix for offer in hooks.get_hooks("register_log_prefixes") for prefix in offer()]
    found = of_streams([text, *(f"{prefix}:{text}" for prefix in prefixes)], MOST)
    if not found:
        return NOTHING
    return Answer(
        "ok",
        _("The entries about %(subject)s") % {"subject": text},
        _("Answers to an open notice stand in the log as hashes alone until it closes."),
        found,
    )
