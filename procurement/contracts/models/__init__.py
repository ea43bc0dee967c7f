from .course import Delivery, DueDate, Extension, Pause
from .engagement import Engagement, EngagementQuerySet
from .feed import CalendarFeed

__all__ = [
    "CalendarFeed",
    "Delivery",
    "DueDate",
    "Engagement",
    "EngagementQuerySet",
    "Extension",
    "Pause",
]
