from ...models import Series
from ...transaction import command
from .. import conf
from ..models import Chain
from ..parts import chains


def announce_chain(*, at) -> Chain | None:
    """Publish a new operator's chain where one is needed: the first, or after a loss.

    The first may be used at once; each later one only after the days of notice, so that
    nobody can change a chain on the day of a draw. None where the chain at hand will do.
    """
    with command():
        Series.locked(chains.STREAM)  # one at a time
        newest = Chain.objects.order_by("-pk").first()
        if newest is None:
            return chains.announced(usable_from=at, at=at)
        if chains.is_lost(newest) or chains.is_spent(newest):
            return chains.announced(usable_from=conf.first_day_of_new_chain(at), at=at)
    return None
