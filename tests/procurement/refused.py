"""A command that must refuse, and leave nothing behind."""

import pytest

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event


def events() -> list[str]:
    """Return the kinds of all events, in order."""
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def refused(code, command, /, **arguments) -> None:
    """Run a command that must refuse with reason and next step, and append no event."""
    before = events()
    with pytest.raises(Refusal, match=f"^{code}$") as caught:
        command(**arguments)
    assert str(caught.value.message)
    assert str(caught.value.next_step)
    assert events() == before
