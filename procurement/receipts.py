"""Receipts for answers: signed after the answer is kept, and for a refusal just the same."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import DatabaseError

from agencies.models import Agency
from marketplace.kernel.canonical import LARGEST, canonical
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.log.models import Receipt
from marketplace.log.parts import (
    inclusion_of,
    issue_receipt,
    receipt_file,
    receipt_of,
    receipts_under,
)
from marketplace.models import Event, EventPrivate

from .commands import refuse_response
from .models import Notice, Response
from .sealing import open_streams

logger = logging.getLogger(__name__)
REFUSALS_KEPT = 20  # of one agency for one notice; who sends more gets no more entries
PLACE, WITHDRAW = "place", "withdraw"


def receipt_for_answer(response: Response, *, at: datetime) -> Receipt | None:
    """Return the receipt of an answer that is in, the same one however often it is asked for."""
    kind = "bid" if response.notice.mode.asks_price else "signup"
    arrival = response.received_at
    return _issued(response, "placed", kind=kind, arrival=arrival, at=at)


def receipt_for_withdrawal(response: Response, *, at: datetime) -> Receipt | None:
    """Return the receipt of an answer that was taken back."""
    arrival = response.withdrawn_at
    return _issued(response, "withdrawn", kind="withdrawal", arrival=arrival, at=at)


def receipt_for_refusal(
    notice: Notice,
    agency: Agency,
    refusal: Refusal,
    *,
    deed: str,
    by,
    at: datetime,
    price: Money | None = None,
    promised: Mapping[int, int] | None = None,
) -> Receipt | None:
    """Return a signed refusal; the same attempt refused for the same reason has one.

    None where nothing was judged because the site was busy, and from the 21st on.
    """
    if refusal.code == "site.busy":
        return None
    attempt = _attempt(notice, agency, price, promised or {}) | {"received_at": at}
    said = canonical({**attempt, "received_at": None, "deed": deed, "code": refusal.code})
    prefix = f"{_prefix(notice, agency)}refused:"
    key = prefix + hashlib.sha256(said).hexdigest()[:16]
    found = receipt_of(key)
    if found is not None or len(receipts_under(prefix)) >= REFUSALS_KEPT:
        return found
    try:
        event = refuse_response(
            notice_id=notice.pk, deed=deed, code=refusal.code, attempt=attempt, by=by, at=at
        )
        return issue_receipt(
            kind="refusal", subject=notice.public_id, event=event, arrival=at, at=at, key=key
        )
    except (Refusal, DatabaseError):
        logger.exception("no receipt for a refusal of %s", notice.public_id)
        return None


def own_receipts(notice: Notice, agency: Agency, *, at: datetime) -> list[Receipt]:
    """Return what the agency was given for this notice, the oldest first.

    A receipt that a crash kept from being issued after its answer was in is issued now.
    """
    standing = notice.responses.standing().filter(agency=agency).first()
    if standing is not None:
        receipt_for_answer(standing, at=at)
    return receipts_under(_prefix(notice, agency))


def receipt_files(notice: Notice, agency: Agency, *, at: datetime) -> list[dict]:
    """Return the agency's receipts, each with the opening of its entry's private part.

    The entry itself is there from the close on: its number would tell how many answered.
    """
    sealed = bool(open_streams([notice.stream]))
    return [_file(receipt, sealed=sealed) for receipt in own_receipts(notice, agency, at=at)]


def _file(receipt: Receipt, *, sealed: bool) -> dict:
    told, event = receipt_file(receipt), receipt.event
    secret = EventPrivate.objects.filter(event=event).first()
    if secret is not None:
        told["private"] = {"facts": secret.facts, "salt": secret.salt}
    if event is not None and not sealed:
        told["entry"] = json.loads(event.as_leaf())
        told["proof"] = inclusion_of(event)
    return told


def _issued(response: Response, step: str, *, kind: str, arrival, at) -> Receipt | None:
    """Issue a receipt for a committed step; a failure here never undoes what is kept.

    It does not tell the number of the entry in its stream: before the close that number
    would tell how many have answered.
    """
    notice, agency = response.notice, response.agency
    key = f"{_prefix(notice, agency)}{step}:{response.pk}"
    found = receipt_of(key)
    if found is not None:
        return found
    event = _event(response, f"response.{step}")
    if event is None:
        return None
    try:
        return issue_receipt(
            kind=kind, subject=notice.public_id, event=event, arrival=arrival, at=at, key=key
        )
    except (Refusal, DatabaseError):
        logger.exception("no receipt for %s of %s", step, notice.public_id)
        return None


def _event(response: Response, kind: str) -> Event | None:
    """Return the entry of this answer: the newest of its kind that names the agency."""
    events = Event.objects.of(response.notice.stream).filter(
        kind=kind, private__facts__agency=response.agency.public_id
    )
    return events.last()


def _attempt(notice: Notice, agency: Agency, price: Money | None, promised) -> dict:
    """Return what was tried; a figure beyond what can be written down exactly is cut there."""
    lines = notice.lines.select_related("item").order_by("place")
    days = [(line.item.code, promised.get(line.pk)) for line in lines]
    return {
        "agency": agency.public_id,
        "price_fen": price and max(-LARGEST, min(price.minor, LARGEST)),
        "promised": [
            {"item": code, "days": max(-LARGEST, min(count, LARGEST))}
            for code, count in days
            if count is not None
        ],
    }


def _prefix(notice: Notice, agency: Agency) -> str:
    return f"response:{notice.public_id}:{agency.public_id}:"
