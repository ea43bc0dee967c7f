"""Small files of every kind that is kept, made here byte by byte, and how a browser sends them."""

import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"


def pdf(*more: bytes, catalog=CATALOG, pages=PAGES, page=PAGE, trailer=b"") -> bytes:
    """Return a PDF of one page; ``more`` are objects from number 4 on."""
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, content in enumerate((catalog, pages, page, *more), start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, rows)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n" % (count, trailer, len(body))
    return body + table + end + b"%%EOF\n"


def stream(content: bytes, said: bytes = b"") -> bytes:
    """Return a PDF's stream object; ``said`` stands in its dictionary."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), said, content)


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG, with its check sum."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(width=2, height=2, *more: bytes, pixels: bytes | None = None) -> bytes:
    """Return a grey PNG; ``more`` are chunks behind its header."""
    rows = b"".join(b"\0" + b"\x80" * width for _row in range(height)) if pixels is None else pixels
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + b"".join(more)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def picture(kind: str, **how) -> bytes:
    """Return a small picture as Pillow writes it."""
    from io import BytesIO

    from PIL import Image

    written = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(written, kind, **how)
    return written.getvalue()


PDF = pdf()
PNG = png()
JPEG = picture("JPEG")
WEBP = picture("WEBP")


def sent(name: str, content: bytes):
    """Return a file as a browser sends it, whatever its name."""
    file = SimpleUploadedFile("x", content)
    file._name = name
    return file
