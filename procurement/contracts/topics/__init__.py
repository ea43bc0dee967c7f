"""What people hear of awards and services: the two sides, and who watches."""

from .awards import AwardsOfMine, AwardsToConfirm
from .services import (
    Escalations,
    LampsOfAgency,
    LampsOfOwner,
    OwnerDeadlines,
    ServicesOfAgency,
    ServicesOfOwner,
)

TOPICS = [
    AwardsToConfirm,
    ServicesOfAgency,
    LampsOfAgency,
    AwardsOfMine,
    OwnerDeadlines,
    ServicesOfOwner,
    LampsOfOwner,
    Escalations,
]
