"""Who may do what, as plain predicates. Views, templates and the API ask here."""

from agencies.permissions import agency_of as answering_agency_of
from marketplace.permissions import REGULATOR, REVIEW, VETTING, has_duty

from .models import Notice, Owner

__all__ = [
    "answering_agency_of",
    "may_change",
    "may_read_paper",
    "may_see_owners",
    "may_see_reviews",
    "owner_of",
]


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


def may_see_owners(user) -> bool:
    """Return whether the user reads owners' applications: the hall's vetting, and regulators."""
    return has_duty(user, VETTING, REGULATOR)


def may_read_paper(user, document) -> bool:
    """Return whether the user may read a paper of an owner or of a notice.

    What is attached to a published notice is everybody's; to a draft, its owner's and the
    reviewers' once it is handed in. An owner's proof is its own and the hall's.
    """
    if document.stream.startswith("owner:"):
        public_id = document.stream.removeprefix("owner:")
        owner = owner_of(user)
        return may_see_owners(user) or bool(owner and owner.public_id == public_id)
    if document.pk is None or not document.stream.startswith("notice:"):
        return False
    notices = Notice.objects.filter(attachments__document=document)
    if notices.published().exists():
        return True
    owner = owner_of(user)
    if owner and notices.filter(owner=owner).exists():
        return True
    return may_see_reviews(user) and notices.filter(submitted_at__isnull=False).exists()
