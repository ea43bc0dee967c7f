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
    if _will_do(_newest()):
        return None  # asked every second, and for that no writer has to wait
    with command():
        Series.locked(chains.STREAM)  # one at a time
        newest = _newest()
        if newest is None:
            return chains.announced(usable_from=at, at=at)
        if not _will_do(newest):
            return chains.announced(usable_from=conf.first_day_of_new_chain(at), at=at)
    return None


def _newest() -> Chain | None:
    return Chain.objects.order_by("-pk").first()


def _will_do(chain: Chain | None) -> bool:
    return chain is not None and not chains.is_lost(chain) and not chains.is_spent(chain)
