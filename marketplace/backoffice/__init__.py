from .pages import Crumb, admin_page, for_duty
from .records import RecordColumn, RecordViewSet

__all__ = ["Crumb", "RecordColumn", "RecordViewSet", "admin_page", "for_duty"]
