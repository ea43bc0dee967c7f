"""How a certificate stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Credential

SOON_DAYS = 60
ORDER = ("ok", "warn", "idle", "stop")


@dataclass(frozen=True)
class Lamp:
    """How a certificate stands on a day: the lamp, and its word."""

    kind: str
    label: str

    @property
    def counts(self) -> bool:
        """Return whether the certificate is worth something today."""
        return self.kind in ("ok", "warn")


def lamp_of(credential: Credential, today: date) -> Lamp:
    """Return how a certificate stands today, in a word and a lamp."""
    if credential.revoked_on is not None and credential.revoked_on <= today:
        return Lamp("stop", _("Revoked"))
    if not credential.type.is_in_force_on(today):
        return Lamp("stop", _("Type abolished"))
    if credential.valid_to is not None and credential.valid_to < today:
        return Lamp("stop", _("Expired"))
    if today < credential.valid_from:
        return Lamp("idle", _("Not yet valid"))
    ends_on = credential.first_day_without()
    days = None if ends_on is None else (ends_on - today).days
    if days is None or days > SOON_DAYS:
        return Lamp("ok", _("Valid"))
    text = ngettext("%(days)d day left", "%(days)d days left", days)
    return Lamp("warn", text % {"days": days})
