from .index import Index, Waiting
from .synonym import Synonym

__all__ = ["Index", "Synonym", "Waiting"]
