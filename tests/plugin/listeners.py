from marketplace.listeners import Listener


class Newspaper(Listener):
    """Prints every notice that is published."""

    key = "plugin.newspaper"
    kinds = frozenset({"notice.published"})
    printed: list[str] = []

    def hear(self, event):
        self.printed.append(event.stream)
