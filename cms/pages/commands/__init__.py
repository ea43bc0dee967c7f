from .make_pages import make_pages

__all__ = ["make_pages"]
