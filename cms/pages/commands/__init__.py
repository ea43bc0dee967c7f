from .make_pages import make_pages
from .publish_new import publish_new
from .write_guides import write_guides, write_scenarios

__all__ = ["make_pages", "publish_new", "write_guides", "write_scenarios"]
