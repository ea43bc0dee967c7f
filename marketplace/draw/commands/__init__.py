from .announce_chain import announce_chain
from .open_slot import open_slot
from .begin_window import begin_window
from .throw_die import throw_die
from .pool_slot import pool_slot
from .publish_pool import publish_pool
from .keep_points import keep_points
from .seed_draw import seed_draw

__all__ = [
    "announce_chain",
    "open_slot",
    "begin_window",
    "throw_die",
    "pool_slot",
    "publish_pool",
    "keep_points",
    "seed_draw",
]
