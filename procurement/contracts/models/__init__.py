from .course import Delivery, DueDate, Extension, Pause
from .engagement import Engagement, EngagementQuerySet

__all__ = ["Delivery", "DueDate", "Engagement", "EngagementQuerySet", "Extension", "Pause"]
