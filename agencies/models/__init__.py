from .agency import Agency
from .credential import Credential
from .decision import Decision
from .listed_service import ListedService
from .practitioner import Practitioner
from .vetting_claim import VettingClaim

__all__ = ["Agency", "Credential", "Decision", "ListedService", "Practitioner", "VettingClaim"]
