from collections.abc import Iterable

from ...topics import AT_ONCE, NEVER
from ...transaction import command
from ..models import Preference


def switch_mails(*, user_id, topics: Iterable[str], on: bool) -> None:
    """Switch the mails of some topics off, or on again; the site's own notes stay as they are."""
    with command():
        for key in topics:
            Preference.objects.update_or_create(
                user_id=user_id, topic=key, defaults={"mailing": AT_ONCE if on else NEVER}
            )
