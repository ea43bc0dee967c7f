"""What the clock owes to those who keep searches."""

from marketplace import clock

from .commands import tell_of_news


def look_again(at) -> None:
    """Look for the news of some saved searches; while a story is told there are no readers."""
    if clock.is_real():
        tell_of_news(at)
