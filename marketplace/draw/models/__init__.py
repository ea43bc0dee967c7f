from .chain import Chain
from .dice import Die, PromisedDie
from .draw import Draw
from .incident import Incident
from .pool import DelayPoint, Pool
from .proof import Proof
from .slot import Appointment, Slot

__all__ = [
    "Appointment",
    "Chain",
    "DelayPoint",
    "Die",
    "Draw",
    "Incident",
    "Pool",
    "PromisedDie",
    "Proof",
    "Slot",
]
