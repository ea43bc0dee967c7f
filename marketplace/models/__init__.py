from .calendar_day import CalendarDay
from .catalogue import Bundle, ItemCredential, ServiceItem
from .category import Department, ServiceCategory
from .credential_type import CredentialGrade, CredentialType
from .event import Entry, Event, EventPrivate, insert_all
from .hall import Hall, HallRules
from .log import Cursor, LogLeaf
from .project_type import ApprovalItem, ProjectStage, ProjectType, PublicService
from .region import Region
from .series import Series

__all__ = [
    "ApprovalItem",
    "Bundle",
    "CalendarDay",
    "CredentialGrade",
    "CredentialType",
    "Cursor",
    "Department",
    "Entry",
    "Event",
    "EventPrivate",
    "Hall",
    "HallRules",
    "ItemCredential",
    "LogLeaf",
    "ProjectStage",
    "ProjectType",
    "PublicService",
    "Region",
    "Series",
    "ServiceCategory",
    "ServiceItem",
    "insert_all",
]
