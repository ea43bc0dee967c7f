from .agency_filter import AgencyFilter
from .catalogue import Catalogue
from .facets import Facets

__all__ = ["AgencyFilter", "Catalogue", "Facets"]
