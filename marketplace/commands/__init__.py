"""What changes the hall and its catalogue, in the order of the story."""

from .open_hall import open_hall
from .adopt_rules import adopt_rules
from .load_catalogue import CatalogueChange, load_catalogue

__all__ = ["open_hall", "adopt_rules", "load_catalogue", "CatalogueChange"]
