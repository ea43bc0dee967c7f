from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, Series
from marketplace.transaction import command

from ..models import Notice, Owner
from ..parts import lay_lines


def draft_notice(*, owner_id, project_id, items, follows_id=None, by, at) -> Notice:
    """Begin a notice for one of the owner's projects, with a line for each service item.

    ``follows_id`` names an earlier notice of the owner, published or ended, that is copied.

    Raises:
        Refusal: ``project.other_owner``, ``notice.no_services``, ``notice.not_to_follow``, or
            why an item may not be bought (``item.…``).
    """
    with command():
        owner = Owner.objects.locked(owner_id)
        project = owner.projects.filter(pk=project_id).first()
        if project is None:
            raise Refusal(
                "project.other_owner",
                _("The notice was not begun: this is not one of your projects."),
                _("Choose one of your projects, or register a new one."),
            )
        notice = Notice.objects.create(
            public_id=Series.next_id(f"N{timezone.localdate(at).year}"),
            hall=owner.hall,
            owner=owner,
            project=project,
            follows=_earlier(owner, follows_id),
            contact_name=owner.contact_name,
            contact_phone=owner.contact_phone,
            complaint_phone=owner.hall.complaint_phone,
            currency=project.currency,
        )
        lay_lines(notice, items, on=timezone.localdate(at))
        Event.append(notice.stream, "notice.drafted", at=at, by=by, owner=owner.public_id)
    return notice


def _earlier(owner: Owner, notice_id) -> Notice | None:
    if notice_id is None:
        return None
    earlier = owner.notices.to_copy().filter(pk=notice_id).first()
    if earlier is None:
        raise Refusal(
            "notice.not_to_follow",
            _("The notice was not begun: the earlier notice is not a published one of yours."),
            _("Begin a new notice without reference to an earlier one."),
        )
    return earlier
