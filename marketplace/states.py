"""Which lamp belongs to a state, so that a state looks the same on every page."""

LAMP_OF = {
    # notices
    "open": "ok",
    "in_review": "warn",
    "returned": "warn",
    "closed": "warn",
    "selecting": "warn",
    "awarded": "ok",
    "confirmed": "ok",
    "contracted": "ok",
    "in_service": "ok",
    "delivered": "ok",
    "accepted": "ok",
    "rated": "ok",
    # agencies
    "in_vetting": "warn",
    "publicity": "warn",
    "listed": "ok",
    "suspended": "stop",
    "removed": "stop",
}


def lamp_of(state: str) -> str:
    """Return ``ok``, ``warn``, ``stop``, or ``idle`` for what rests or is over."""
    return LAMP_OF.get(state, "idle")
