"""Who may give a hall its own fee terms."""

from marketplace.permissions import ADMINISTRATOR, has_duty


def may_override_fees(user) -> bool:
    """Return whether the user may put a hall's own terms in the place of an item's."""
    return has_duty(user, ADMINISTRATOR)
