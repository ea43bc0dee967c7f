"""What readers call the states of a notice."""

from django.utils.translation import gettext_lazy as _

from ..domain.lifecycle import UNPUBLISHED, State

STATE_LABELS = {
    State.DRAFT: _("Draft"),
    State.IN_REVIEW: _("In review"),
    State.RETURNED: _("Returned"),
    State.OPEN: _("Open for answers"),
    State.CLOSED: _("Closed"),
    State.SELECTING: _("Selecting"),
    State.AWARDED: _("Awarded"),
    State.CONFIRMED: _("Confirmed"),
    State.CONTRACTED: _("Contracted"),
    State.IN_SERVICE: _("In service"),
    State.DELIVERED: _("Delivered"),
    State.ACCEPTED: _("Accepted"),
    State.RATED: _("Rated"),
    State.FAILED: _("Failed"),
    State.CANCELLED: _("Cancelled"),
    State.VOID: _("Void"),
}
UNPUBLISHED_VALUES = sorted(state.value for state in UNPUBLISHED)


def state_choices() -> list[tuple[str, str]]:
    """Named, because a migration records this function's path and not its answer."""
    return [(state.value, label) for state, label in STATE_LABELS.items()]
