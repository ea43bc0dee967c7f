"""What is inside a paper, found by a process of its own that may use little and not for long."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore, Lock

from django.utils.translation import gettext_lazy as _

from ..kernel.refusal import Refusal
from .domain.upload import Upload

SCRIPT = Path(__file__).with_name("examine.py")
PATIENCE_SECONDS = 30
AT_ONCE = 4
MOST_REMEMBERED = 1024
SAVE_AS_PDF = _("Print it to a PDF, or save it as a picture, and send that.")
VERDICTS = {
    "broken": (
        _("“%(name)s” was not taken: it is damaged or cut short, and cannot be read to its end."),
        _("Open it to see whether it is whole, save it anew, and send that."),
    ),
    "locked": (
        _("“%(name)s” was not taken: it is encrypted, so nobody else could read it."),
        _("Save it without a password, and send that."),
    ),
    "acting": (
        _("“%(name)s” was not taken: it carries a script, a form that sends, or another file."),
        SAVE_AS_PDF,
    ),
    "double": (
        _("“%(name)s” was not taken: it is two things at once, and programs would differ on it."),
        SAVE_AS_PDF,
    ),
    "moving": (
        _("“%(name)s” was not taken: it is a moving picture."),
        _("Send one still picture a page, or a PDF."),
    ),
    "pages": (
        _("“%(name)s” was not taken: it has more than 2,000 pages."),
        _("Send it in parts."),
    ),
    "pixels": (
        _("“%(name)s” was not taken: a picture in it has more than 64 million pixels."),
        _("Scan it with fewer dots an inch: 300 are enough for a page."),
    ),
    "heavy": (
        _("“%(name)s” was not taken: unpacked it is far larger than it looks."),
        SAVE_AS_PDF,
    ),
}

_turns = BoundedSemaphore(AT_ONCE)
_remembered: dict[tuple[str, str], str] = {}  # a form is often sent again with the same paper
_remembering = Lock()


def require_harmless(upload: Upload) -> Upload:
    """Return the upload if nothing in it acts, hides or explodes.

    Raises:
        Refusal: ``document.broken``, ``.locked``, ``.acting``, ``.double``, ``.moving``,
            ``.pages``, ``.pixels`` or ``.heavy``.
    """
    verdict = _verdict(upload)
    if verdict == "ok":
        return upload
    (told, next_step), code = VERDICTS[verdict], f"document.{verdict}"
    raise Refusal(code, told % {"name": upload.name}, next_step)


def _verdict(upload: Upload) -> str:
    """Return the verdict, which follows from type and content alone."""
    paper = upload.media_type, upload.sha256
    found = _remembered.get(paper) or _examined(upload)
    if found not in VERDICTS and found != "ok":
        return "heavy"  # the process was stopped: another time it may come to its end
    with _remembering:
        _remembered[paper] = found
        while len(_remembered) > MOST_REMEMBERED:
            del _remembered[next(iter(_remembered))]
    return found


def _examined(upload: Upload) -> str:
    """Return what the process says; nothing when it was stopped."""
    command = [sys.executable, "-P", "-s", str(SCRIPT), upload.media_type]
    path = os.pathsep.join(each for each in sys.path if each)
    with _turns:
        try:
            done = subprocess.run(  # noqa: S603 -- our own script; the file comes by its input
                command,
                input=upload.content,
                capture_output=True,
                timeout=PATIENCE_SECONDS,
                env={"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return ""
    return done.stdout.decode(errors="replace").strip()
