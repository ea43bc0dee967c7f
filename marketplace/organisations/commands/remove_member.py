from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..models import Membership, Organisation


def remove_member(*, organisation_id, user_id, by, at) -> None:
    """End a person's acting for the organisation; one administrator always stays.

    Raises:
        Refusal: ``member.gone`` or ``member.last_administrator``.
    """
    with command():
        organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
        membership = organisation.memberships.filter(user_id=user_id).first()
        if membership is None:
            raise Refusal(
                "member.gone",
                _("Nothing was changed: this person does not act for the organisation."),
                _("Reload the page to see who does."),
            )
        _require_another_administrator(organisation, membership)
        role = membership.role
        membership.delete()
        Event.append(
            organisation.stream,
            "member.removed",
            at=at,
            by=by,
            private={"member": user_id},
            credit_code=organisation.credit_code,
            role=role,
        )


def _require_another_administrator(organisation: Organisation, leaving: Membership) -> None:
    others = organisation.memberships.exclude(pk=leaving.pk)
    if not others.filter(role=Membership.Role.ADMINISTRATOR).exists():
        raise Refusal(
            "member.last_administrator",
            _("Nobody was removed: this is the organisation's last administrator."),
            _("Invite another administrator first."),
        )
