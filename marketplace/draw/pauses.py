"""How often one address may do what anybody may do."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from ..kernel.canonical import tagged_hash
from ..kernel.refusal import Refusal


def require_pause(request: HttpRequest, deed: str, *, seconds: int, refusal: Refusal) -> None:
    """Let an address do a deed once in so many seconds; without a cache it may more often.

    Raises:
        Refusal: the one given, where it comes too soon. Nothing keeps the address itself.
    """
    address = tagged_hash("address", request.META["REMOTE_ADDR"].encode()).hex()
    if not cache.add(f"draw.{deed}.{address}", True, seconds):
        raise refusal
