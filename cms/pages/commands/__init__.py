from .make_pages import make_pages
from .write_guides import write_guides

__all__ = ["make_pages", "write_guides"]
