from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..models import Notice
from ..modes.base import SelectionMode
from ..modes.registry import modes
from ..parts import require_draft


def choose_mode(
    *,
    notice_id,
    mode_key: str,
    params: Mapping[str, object],
    closes_at: datetime | None,
    by,
    at,
) -> Notice:
    """Say on a draft how the agency is chosen and until when answers count.

    ``closes_at`` stays None for a mode by invitation: the hall's rules set that time.

    Raises:
        Refusal: ``notice.frozen``, ``mode.unknown``, or what the mode objects to.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        require_draft(notice)
        mode = _installed(mode_key)
        names = {each.name for each in mode.parameters}
        notice.mode_key = mode.key
        notice.mode_params = {name: value for name, value in params.items() if name in names}
        notice.closes_at = closes_at if mode.is_competitive else None
        if notice.ceiling is not None:
            mode.check_terms(notice.terms)
        notice.save(update_fields=["mode_key", "mode_params", "closes_at"])
        Event.append(
            notice.stream,
            "notice.revised",
            at=at,
            by=by,
            private={"mode": mode.key, "params": notice.mode_params, "closes_at": notice.closes_at},
        )
    return notice


def _installed(mode_key: str) -> SelectionMode:
    try:
        return modes.get(mode_key)()
    except ImproperlyConfigured:
        raise Refusal(
            "mode.unknown",
            _("The selection mode was not stored: there is no mode “%(key)s” on this site.")
            % {"key": mode_key},
            _("Choose one of the modes on the page."),
        ) from None
