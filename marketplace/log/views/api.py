"""The log for programs: everything is public, and what cannot change may be kept for ever."""

from __future__ import annotations

import re
from functools import wraps
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .. import conf
from ..disclosure import tile as entries_of
from ..models import Checkpoint
from ..parts import head, log_public_key, receipt_public_key
from ..parts.proofs import consistency as consistency_of
from ..parts.proofs import inclusion
from ..parts.tree import root_at, tree_size

NUMBER = re.compile(r"[0-9]{1,15}")
TILE = 256
SHORT, LONG = 5, 24 * 3600
ASIDE = {"Access-Control-Allow-Origin": "*"}  # public data, for pages that verify elsewhere


class BadRequest(Exception):
    """What was asked for makes no sense; the text says why, in one line."""


def for_programs(view):
    """Answer GET alone, and what makes no sense with 400 and one line of JSON."""

    @require_safe
    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except BadRequest as error:
            return JsonResponse({"error": str(error)}, status=400, headers=ASIDE)

    return answering


@for_programs
def checkpoint(request):
    """Return the newest checkpoint with its signatures; with ``size``, the one of that size."""
    found = _of_size(_number(request, "size")) if "size" in request.GET else head()
    if found is None and "size" not in request.GET:
        return HttpResponse(status=204, headers=ASIDE)  # nothing is wrong: the log is empty
    if found is None:
        raise Http404
    note = found.with_cosignatures()
    response = HttpResponse(note, content_type="text/plain; charset=utf-8", headers=ASIDE)
    return _kept(response, SHORT)


@for_programs
def proof(request):
    """Return the proof that an entry is in the tree of a size; the newest where none is named."""
    index = _number(request, "index")
    size = _size(request, "size")
    if not index < size:
        raise BadRequest(f"there is no entry {index} in a tree of {size}")
    told = {"index": index, "size": size, "root": root_at(size).hex()}
    return _json(told | {"proof": inclusion(index, size)}, LONG if "size" in request.GET else SHORT)


@for_programs
def consistency(request):
    """Return the proof that the tree only grew between two sizes."""
    old, new = _number(request, "from"), _size(request, "to")
    if not 0 < old <= new:
        raise BadRequest(f"there is no proof from {old} to {new}")
    return _json({"from": old, "to": new, "proof": consistency_of(old, new)}, LONG)


@for_programs
def tile(request, number):
    """Return 256 entries; those that are sealed at this moment as their hash alone."""
    if number * TILE >= max(tree_size(), 1):
        raise BadRequest(f"there is no tile {number} yet")
    found = entries_of(number, TILE)
    told = [{"index": each.index, "leaf_hash": each.leaf_hash, "leaf": each.leaf} for each in found]
    settled = len(found) == TILE and all(each.leaf is not None for each in found)
    body = {"tile": number, "width": TILE, "entries": told}
    return _json(body, LONG if settled else SHORT)


@for_programs
def keys(request):
    """Return the public keys: ours, and those of the witnesses we take signatures from."""
    witnesses = [{"name": name, "key": key} for name, key in sorted(conf.witnesses().items())]
    ours = {"log": log_public_key(), "receipt": receipt_public_key()}
    return _json(ours | {"witnesses": witnesses}, SHORT)


@require_safe
def witness(request):
    """Return the witness script, as it is to be run elsewhere."""
    path = finders.find("marketplace/log/witness.py")
    if path is None:
        raise Http404
    return HttpResponse(Path(path).read_bytes(), content_type="text/x-python; charset=utf-8")


def _of_size(size: int) -> Checkpoint | None:
    return Checkpoint.objects.filter(size=size).order_by("-pk").first()


def _number(request, name: str) -> int:
    text = request.GET.get(name, "")
    if not NUMBER.fullmatch(text):
        raise BadRequest(f"{name} must be a whole number")
    return int(text)


def _size(request, name: str) -> int:
    grown = tree_size()
    size = _number(request, name) if name in request.GET else grown
    if size > grown:
        raise BadRequest(f"{name} is {size}, and the tree has {grown} entries")
    return size


def _json(told: dict, seconds: int) -> HttpResponse:
    return _kept(JsonResponse(told, headers=ASIDE), seconds)


def _kept(response: HttpResponse, seconds: int) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=seconds)
    return response
