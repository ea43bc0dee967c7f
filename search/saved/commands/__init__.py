from .save_search import delete_search, change_search, save_search
from .tell_of_news import tell_of_news

__all__ = ["delete_search", "change_search", "save_search", "tell_of_news"]
