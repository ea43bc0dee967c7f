"""Whose an application is while it is checked, for the commands that decide on it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal

from ..models import Agency, VettingClaim


def require_free_for(agency: Agency, user, *, at: datetime) -> None:
    """Refuse what somebody else has on the desk. Needs the agency's lock.

    Raises:
        Refusal: ``vetting.claimed``.
    """
    claim = VettingClaim.objects.standing_at(at).filter(agency=agency).first()
    if claim is not None and claim.by_id != user.pk:
        raise Refusal(
            "vetting.claimed",
            _("Nothing was changed: %(person)s is checking this application.")
            % {"person": claim.by},
            _("Take another one, or ask your colleague to release it."),
        )


def lay_down(agency: Agency) -> None:
    """End whatever claim there is: what was to be checked is decided, or released."""
    VettingClaim.objects.filter(agency=agency).delete()
