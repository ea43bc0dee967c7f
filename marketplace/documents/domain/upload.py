"""A file as somebody sent it, once it is known to be what we keep."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

import filetype
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import composed, hidden_character

NAME_MAX = 160
BYTES_IN_MIB = 1024 * 1024
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
}
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
FORBIDDEN = frozenset('/\\<>:"|?*')
ACCEPT = ",".join(ending for endings in ENDINGS.values() for ending in endings)


@dataclass(frozen=True, slots=True)
class Upload:
    """A paper ready to be kept: what it is says its content, never its name."""

    name: str
    media_type: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read_upload(name: str, content: bytes, *, limit: int) -> Upload:
    """Return the file as a paper of a kind that is kept here.

    Raises:
        Refusal: ``document.name``, ``document.empty``, ``document.too_large`` or
            ``document.type``.
    """
    name = _plain_name(name)
    if not content:
        raise Refusal(
            "document.empty",
            _("“%(name)s” was not taken: the file is empty.") % {"name": name},
            _("Open it to see whether it holds anything, and choose it again."),
        )
    if len(content) > limit:
        raise Refusal(
            "document.too_large",
            _("“%(name)s” was not taken: it is larger than %(limit)d MB.")
            % {"name": name, "limit": limit // BYTES_IN_MIB},
            _("Scan it with fewer dots an inch, or send it in parts."),
        )
    return Upload(name, _media_type(name, content), content)


def _plain_name(name: str) -> str:
    plain = composed(name).strip()
    if not plain or len(plain) > NAME_MAX or plain.startswith((".", "-", "~")):
        raise _wrong_name()
    if FORBIDDEN & set(plain) or DEVICES.fullmatch(plain) or hidden_character(plain):
        raise _wrong_name()
    return plain


def _wrong_name() -> Refusal:
    return Refusal(
        "document.name",
        _(
            "The file was not taken: its name is missing, too long, begins with a dot or a dash, "
            "or has characters that hide or that a path is made of."
        ),
        _("Give it a plain name of at most %(limit)d characters, such as contract.pdf.")
        % {"limit": NAME_MAX},
    )


def _media_type(name: str, content: bytes) -> str:
    found: str | None = filetype.guess_mime(content)
    if found not in ENDINGS:
        raise Refusal(
            "document.type",
            _("“%(name)s” was not taken: by its content it is none of PDF, PNG, JPEG and WebP.")
            % {"name": name},
            _("Save it as a PDF and send that."),
        )
    if not name.lower().endswith(ENDINGS[found]):
        raise Refusal(
            "document.type",
            _("“%(name)s” was not taken: its content is %(type)s, but its name says otherwise.")
            % {"name": name, "type": found},
            _("Give it a name that ends in %(ending)s, and send it again.")
            % {"ending": ENDINGS[found][0]},
        )
    return found
