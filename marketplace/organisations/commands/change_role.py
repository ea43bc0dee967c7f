from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..models import Membership, Organisation


def change_role(*, organisation_id, user_id, role, by, at) -> Membership:
    """Give a person another role in the organisation; one administrator always stays.

    Raises:
        Refusal: ``member.gone``, ``member.same_role`` or ``member.last_administrator``.
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
        if membership.role == role or role not in Membership.Role.values:
            raise Refusal(
                "member.same_role",
                _("Nothing was changed: the person has this role already."),
                _("Reload the page to see who does what."),
            )
        others = organisation.memberships.exclude(pk=membership.pk)
        if not others.filter(role=Membership.Role.ADMINISTRATOR).exists():
            raise Refusal(
                "member.last_administrator",
                _("Nothing was changed: this is the organisation's last administrator."),
                _("Make somebody else administrator first."),
            )
        membership.role = role
        membership.save(update_fields=["role"])
        Event.append(
            organisation.stream,
            "member.role_changed",
            at=at,
            by=by,
            private={"member": user_id},
            credit_code=organisation.credit_code,
            role=role,
        )
    return membership
