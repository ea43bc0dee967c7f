"""The log for people: what it is, whether it holds, and what was pasted."""

from __future__ import annotations

import json
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ...models import LogLeaf
from .. import conf
from ..disclosure import entries
from ..lookup import in_log, look_up
from ..models import Receipt
from ..nightly import last_verified
from ..parts import head, is_ours, log_public_key, receipt_file, receipt_public_key
from ..parts.proofs import inclusion

LATE_SECONDS = 15 * 60


@require_safe
def log(request):
    """Show what the log is, its newest checkpoint and keys, and what was pasted."""
    pasted = request.GET.get("q", "").strip()
    newest = head()
    context = {
        "pasted": pasted,
        "answer": look_up(pasted) if pasted else None,
        "newest": newest,
        "is_late": newest is not None and _late(newest, request.received_at),
        "cosignatures": newest.cosignatures.order_by("pk") if newest else (),
        "witnesses": conf.witnesses(),
        "log_key": log_public_key(),
        "receipt_key": receipt_public_key(),
        "night": last_verified(),
        "recent": _recent(),
    }
    return render(request, "log/log.html", context)


@require_safe
def entry(request, index):
    """Show one entry, and the proof that it is in the log."""
    leaf = get_object_or_404(LogLeaf.objects.select_related("event"), index=index)
    (found,) = entries([leaf])
    newest = head()
    holds = newest is not None and index < newest.size
    context = {
        "entry": found,
        "newest": newest,
        "proof": inclusion(index, newest.size) if holds else None,
        "leaf_text": found.event.as_leaf().decode() if found.event else "",
    }
    return render(request, "log/entry.html", context)


@require_safe
def receipt(request, public_id):
    """Show a receipt to whoever has its address, and whether its entry is in the log."""
    found = _receipt(public_id)
    file = receipt_file(found)
    address = reverse("log:receipt", args=[found.public_id])
    context = {
        "receipt": found,
        "body": file["receipt"],
        "arrival": datetime.fromisoformat(file["receipt"]["arrival"]),
        "file": json.dumps(file, ensure_ascii=False, indent=1),
        "is_ours": found.is_signed and is_ours(file["receipt"], found.signature),
        "found": in_log(found.leaf),
        "address": address,
        "full_address": request.build_absolute_uri(address),
    }
    return render(request, "log/receipt.html", context)


@require_safe
def receipt_json(request, public_id):
    """Return a receipt as the file that its holder keeps."""
    found = _receipt(public_id)
    name = f"receipt-{found.kind}-{found.leaf[:16]}.json"
    return HttpResponse(
        json.dumps(receipt_file(found), ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _receipt(public_id: str) -> Receipt:
    found = Receipt.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _late(newest, at) -> bool:
    return (at - newest.signed_at).total_seconds() > LATE_SECONDS


def _recent() -> list:
    """Return the newest entries that may be read."""
    newest = LogLeaf.objects.select_related("event").order_by("-index")[:20]
    return [each for each in entries(newest) if each.event is not None][:10]
