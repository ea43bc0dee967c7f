from ...transaction import command
from ..models import Notification


def read(*, notification_id, user_id, at) -> None:
    """Note that the user has read one notification; the first time counts."""
    row = Notification.objects.filter(pk=notification_id, user=user_id, read_at=None)
    if row.exists():  # nothing is locked for what is read already
        with command():
            row.update(read_at=at)


def read_until(*, newest, user_id, at) -> None:
    """Note that the user has read everything up to the newest they saw; not what came since."""
    rows = Notification.objects.filter(user=user_id, pk__lte=newest, read_at=None, is_shown=True)
    with command():
        rows.update(read_at=at)
