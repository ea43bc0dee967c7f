from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import composed
from marketplace.models import Event
from marketplace.transaction import command

from ..models import DueDate, Extension
from ..parts import locked, open_pause, pin_due_date, plain_reason, require_in_service


def decide_extension(*, extension_id, granted: bool, remark="", by, at) -> Extension:
    """Grant or refuse more working days as the owner; a refusal needs a remark.

    A granted extension pins the due day anew, or the end of a running pause does.

    Raises:
        Refusal: ``extension.decided``, ``reason.missing``, ``service.not_running``,
            ``engagement.fallen``.
    """
    with command():
        asked = Extension.objects.values_list("engagement_id", flat=True)
        engagement = locked(asked.get(pk=extension_id))
        extension = Extension.objects.get(pk=extension_id)
        require_in_service(engagement)
        if extension.granted is not None:
            raise Refusal(
                "extension.decided",
                _("Nothing was changed: this extension has been decided already."),
                _("Reload the page to see the decision."),
            )
        remark = composed(remark or "").strip()
        extension.remark = plain_reason(remark) if remark or not granted else ""
        extension.granted, extension.decided_at, extension.decided_by = granted, at, by
        extension.save(update_fields=["remark", "granted", "decided_at", "decided_by"])
        pin = _grant(engagement, extension, at) if granted else None
        Event.append(
            engagement.notice.stream,
            "extension.granted" if granted else "extension.refused",
            at=at,
            by=by,
            private={"remark": extension.remark},
            agency=engagement.agency.public_id,
            days=extension.days,
            due_on=pin and pin.due_on.isoformat(),
        )
    return extension


def _grant(engagement, extension: Extension, at) -> DueDate | None:
    engagement.extended_days += extension.days
    engagement.save(update_fields=["extended_days"])
    if open_pause(engagement) is not None:
        return None
    return pin_due_date(engagement, DueDate.Cause.EXTENDED, at=at)
