from .open_editing import open_editing
from .decide import approve_page, return_page
from .keep_guide import keep_guide

__all__ = ["approve_page", "keep_guide", "open_editing", "return_page"]
