from .api import checkpoint, consistency, keys, proof, tile, witness
from .cosignatures import cosignatures
from .pages import entry, log, receipt, receipt_json

__all__ = [
    "checkpoint",
    "consistency",
    "cosignatures",
    "entry",
    "keys",
    "log",
    "proof",
    "receipt",
    "receipt_json",
    "tile",
    "witness",
]
