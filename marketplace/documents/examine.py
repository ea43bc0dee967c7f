"""Look into a paper in a process of its own: python examine.py TYPE < FILE writes a verdict.

Nothing of the site is imported here, and what the process may use is limited before a byte is
read, so that a bomb takes this process with it and nothing else. A verdict is ``ok`` or one of
the words of ``examination.VERDICTS``.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import resource
import sys
import zipfile
import zlib

CPU_SECONDS = 15
MEMORY = 1536 * 1024 * 1024
LARGEST_PICTURE = 64_000_000  # pixels: A4 at 600 dots an inch has 35 million
LONGEST_SIDE = 32_767
MOST_PAGES = 2_000
MOST_OBJECTS = 150_000
MOST_INFLATED = 128 * 1024 * 1024  # of one stream
MOST_INFLATED_TOGETHER = 1024 * 1024 * 1024
HEAD = 1024
BLANK = b"\0\t\n\r \x1a"
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
ACTING_KEYS = {"/AA", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/RichMediaContent", "/XFA"}
ACTIONS = {
    "/GoToE",
    "/GoToR",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Rendition",
    "/RichMediaExecute",
    "/Sound",
    "/SubmitForm",
}
ACTING_KINDS = {
    "/3D",
    "/EmbeddedFile",
    "/FileAttachment",
    "/Movie",
    "/RichMedia",
    "/Screen",
    "/Sound",
}
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg")


class Wrong(Exception):
    """What is wrong with the paper, in one word."""


def examine(media_type: str, content: bytes) -> str:
    """Return ``ok``, or what is wrong with the content of this type."""
    try:
        _one_thing_only(media_type, content)
        if media_type == "application/pdf":
            _pdf(content)
        else:
            _picture(FORMATS[media_type], content)
    except Wrong as wrong:
        return str(wrong)
    except (MemoryError, RecursionError):
        return "heavy"
    except Exception:  # noqa: BLE001 -- where one reader stumbles, others will
        return "broken"
    return "ok"


def _one_thing_only(media_type: str, content: bytes) -> None:
    """Refuse what another program would take for something else."""
    head = content[:HEAD].lower()
    if any(mark in head for mark in MARKUP) or zipfile.is_zipfile(io.BytesIO(content)):
        raise Wrong("double")
    if media_type != "application/pdf" and b"%pdf-" in head:
        raise Wrong("double")
    if _end(media_type, content) < len(content.rstrip(BLANK)):
        raise Wrong("double")


def _end(media_type: str, content: bytes) -> int:
    """Return where the paper ends by its own account."""
    if media_type == "application/pdf":
        mark = content.rfind(b"%%EOF")
        if mark < 0:
            raise Wrong("broken")
        return mark + len(b"%%EOF")
    if media_type == "image/png":
        return _end_of_png(content)
    if media_type == "image/webp":
        return int.from_bytes(content[4:8], "little") + 8
    mark = content.rfind(b"\xff\xd9")
    if mark < 0:
        raise Wrong("broken")
    return mark + 2


def _end_of_png(content: bytes) -> int:
    place = 8
    while place + 8 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        kind = content[place + 4 : place + 8]
        place += 12 + length
        if kind == b"IEND":
            return place
    raise Wrong("broken")


# --- Pictures -----------------------------------------------------------------------------------


def _picture(kind: str, content: bytes) -> None:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # counted here, with a limit of our own
    with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
        _small_enough(*picture.size)
        if getattr(picture, "n_frames", 1) > 1:
            raise Wrong("moving")
        picture.verify()
    with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
        picture.load()


def _small_enough(width: int, height: int) -> None:
    if width * height > LARGEST_PICTURE or max(width, height) > LONGEST_SIDE:
        raise Wrong("pixels")


# --- PDF ----------------------------------------------------------------------------------------


def _pdf(content: bytes) -> None:
    from pypdf import PdfReader

    _look_at_bytes(content)
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted or "/Encrypt" in reader.trailer:
        raise Wrong("locked")
    _count_pages(reader.trailer["/Root"]["/Pages"])
    spent = 0
    for found in _objects(reader):
        spent += _look_at(found)
        if spent > MOST_INFLATED_TOGETHER:
            raise Wrong("heavy")


def _count_pages(root) -> None:
    if int(root.get("/Count", 0)) > MOST_PAGES:
        raise Wrong("pages")
    pages, seen, waiting = 0, set(), [root]
    while waiting:
        node = waiting.pop().get_object()
        if id(node) in seen:
            raise Wrong("broken")
        seen.add(id(node))
        kids = node.get("/Kids")
        pages += kids is None
        waiting.extend(() if kids is None else kids.get_object())
        if pages > MOST_PAGES or len(seen) + len(waiting) > 2 * MOST_PAGES:
            raise Wrong("pages")
    if not pages:
        raise Wrong("broken")


def _objects(reader):
    """Yield every object that the paper's tables name, reached from a page or not."""
    from pypdf.generic import IndirectObject

    names = {(number, generation) for generation, row in reader.xref.items() for number in row}
    names |= {(number, 0) for number in reader.xref_objStm}
    if len(names) > MOST_OBJECTS:
        raise Wrong("heavy")
    yield reader.trailer
    for number, generation in sorted(names):
        yield IndirectObject(number, generation, reader).get_object()


def _look_at(found) -> int:
    """Refuse what acts; return how many bytes the streams of an object hold when unpacked."""
    from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

    waiting, spent, steps = [found], 0, 0
    while waiting:
        part = waiting.pop()
        steps += 1
        if steps > MOST_OBJECTS:
            raise Wrong("heavy")
        if isinstance(part, StreamObject):
            spent += _unpacked(part)
        if isinstance(part, DictionaryObject):
            _acts_not(part)
            waiting.extend(part.values())
        elif isinstance(part, ArrayObject):
            waiting.extend(part)
    return spent


def _acts_not(part) -> None:
    kinds = {str(part.raw_get(key)) for key in ("/Type", "/Subtype") if key in part}
    action = str(part.get("/S", ""))
    if ACTING_KEYS & set(part) or ACTING_KINDS & kinds or action in ACTIONS:
        raise Wrong("acting")
    if "/OpenAction" in part and not _only_turns_a_page(part["/OpenAction"].get_object()):
        raise Wrong("acting")


def _only_turns_a_page(action) -> bool:
    """Return whether what happens on opening is to go to a page, as office programs write it."""
    return isinstance(action, list) or str(action.get("/S", "")) == "/GoTo"


def _unpacked(stream) -> int:
    if "/F" in stream:  # its content stands in another file
        raise Wrong("acting")
    if str(stream.get("/Subtype", "")) == "/Image":
        _small_enough(int(stream.get("/Width", 0)), int(stream.get("/Height", 0)))
    filters = stream.get("/Filter", [])
    names = [str(each) for each in (filters if isinstance(filters, list) else [filters])]
    packed = sum(name in ("/FlateDecode", "/Fl") for name in names)
    if packed > 1:
        raise Wrong("heavy")
    data = getattr(stream, "_data", b"")
    return _inflated(data) if packed and names[0] in ("/FlateDecode", "/Fl") else len(data)


def _inflated(data: bytes) -> int:
    """Return how long a stream becomes, without ever holding it."""
    inflating, size, rest = zlib.decompressobj(), 0, data
    with contextlib.suppress(zlib.error):  # readers show what comes before the fault
        while rest and not inflating.eof:
            size += len(inflating.decompress(rest, HEAD * HEAD))
            rest = inflating.unconsumed_tail
            if size > MOST_INFLATED:
                raise Wrong("heavy")
    return size


def _look_at_bytes(content: bytes) -> None:
    """Refuse what stands there openly: a lenient reader may find other objects than this one."""
    names = rb"JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA"
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), content)
    if re.search(rb"/(?:" + names + rb")(?=[\s/<>\[\]()])", plain):
        raise Wrong("acting")


def main() -> int:
    """Write the verdict on what comes in."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.write(examine(sys.argv[1], sys.stdin.buffer.read()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
