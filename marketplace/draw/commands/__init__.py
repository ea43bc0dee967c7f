from .announce_chain import announce_chain
from .open_slot import open_slot
from .begin_window import begin_window
from .throw_die import throw_die
from .pool_slot import pool_slot
from .publish_pool import publish_pool
from .keep_points import keep_points
from .hand_in_output import hand_in_output
from .seed_draw import seed_draw
from .hand_in_proof import hand_in_proof
from .void_results import void_results

__all__ = [
    "announce_chain",
    "open_slot",
    "begin_window",
    "throw_die",
    "pool_slot",
    "publish_pool",
    "keep_points",
    "hand_in_output",
    "seed_draw",
    "hand_in_proof",
    "void_results",
]
