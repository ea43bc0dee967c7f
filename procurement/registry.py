"""Who is told of an award, inside the transaction that makes it."""

from collections.abc import Callable, Iterator

from wagtail import hooks


def award_receivers() -> Iterator[Callable]:
    """Yield every function that an installed app offers through ``register_award_receivers``.

    Each is called with the award, and ``at``, before the award is committed: what it raises
    undoes the award.
    """
    for offer in hooks.get_hooks("register_award_receivers"):
        yield from offer()
