from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..models import Membership, Organisation


def invite_member(
    *, organisation_id, email, by, at, role=Membership.Role.DELEGATE.value
) -> Membership:
    """Let the person with this e-mail address act for the organisation.

    Raises:
        Refusal: ``member.unknown`` or ``member.repeated``.
    """
    with command():
        organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
        user = get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()
        if user is None:
            raise Refusal(
                "member.unknown",
                _("Nobody was invited: no account has this e-mail address."),
                _("Ask the person to open an account first, then invite them again."),
            )
        if organisation.memberships.filter(user=user).exists():
            raise Refusal(
                "member.repeated",
                _("Nobody was invited: this person acts for the organisation already."),
                _("Choose somebody else."),
            )
        membership = organisation.memberships.create(user=user, role=role)
        Event.append(
            organisation.stream,
            "member.invited",
            at=at,
            by=by,
            private={"member": user.pk},
            credit_code=organisation.credit_code,
            role=membership.role,
        )
    return membership
