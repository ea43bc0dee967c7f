"""Which notices still take answers, so that the public log shows of these the hashes alone."""

from collections.abc import Iterable

from .domain.lifecycle import State
from .models import Notice

PREFIX = "notice:"


def open_streams(streams: Iterable[str]) -> set[str]:
    """Return those of the streams whose notice has not been closed yet."""
    ids = [name.removeprefix(PREFIX) for name in streams if name.startswith(PREFIX)]
    still_open = Notice.objects.filter(public_id__in=ids, state=State.OPEN.value)
    return {PREFIX + public_id for public_id in still_open.values_list("public_id", flat=True)}
