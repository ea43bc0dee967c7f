from .agency import Agency
from .credential import Credential
from .listed_service import ListedService
from .practitioner import Practitioner

__all__ = ["Agency", "Credential", "ListedService", "Practitioner"]
