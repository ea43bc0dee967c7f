"""Who may do what, as plain predicates. Views, templates and the API ask here."""

from agencies.permissions import agency_of as answering_agency_of
from marketplace.permissions import REGULATOR, REVIEW, has_duty

from .models import Notice, Owner

__all__ = ["answering_agency_of", "may_change", "may_see_reviews", "owner_of"]


def owner_of(user) -> Owner | None:
    """Return the project owner the user acts for, or None."""
    if not user.is_authenticated:
        return None
    owners = Owner.objects.acted_for_by(user).select_related("organisation", "hall")
    return owners.order_by("pk").first()


def may_change(user, notice: Notice) -> bool:
    """Return whether the user acts for the owner of the notice."""
    owner = owner_of(user)
    return owner is not None and owner.pk == notice.owner_id


def may_see_reviews(user) -> bool:
    """Return whether the user reads what was handed in: reviewers, and regulators."""
    return has_duty(user, REVIEW, REGULATOR)
