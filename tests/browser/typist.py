"""Somebody without a mouse: every control is reached by Tab and worked by the keys."""

from __future__ import annotations

from .deeds import Person

MOST_STOPS = 500
MOST_OPTIONS = 200


class Typist(Person):
    """A person at a keyboard. What Tab does not reach cannot be used."""

    def hit(self, control) -> None:
        self._reach(control)
        self.page.keyboard.press("Enter")

    def choose(self, control, value: str) -> None:
        self._reach(control)
        self.page.keyboard.press("Home")
        for _option in range(MOST_OPTIONS):
            if control.evaluate("each => each.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is not reached by the arrow keys")

    def tick(self, control) -> None:
        if control.get_attribute("type") == "radio":
            self._reach_group(control)
        else:
            self._reach(control)
        if not control.is_checked():
            self.page.keyboard.press("Space")
        assert control.is_checked()

    def write(self, control, text: str) -> None:
        self._reach(control)
        if control.get_attribute("type") == "date":
            return self._write_day(text)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def attach(self, control, *files: dict) -> None:
        with self.page.expect_file_chooser() as chooser:
            self._reach(control)  # meanwhile Chromium learns that we want to be asked
            self.page.keyboard.press("Enter")
        chooser.value.set_files(list(files))

    def _write_day(self, text: str) -> None:
        """Type a day as Chromium orders it, whose own language is American English."""
        year, month, day = text.split("-")
        self.page.keyboard.type(month + day + year)

    def _reach(self, control) -> None:
        wanted = control.element_handle()
        for _stop in range(MOST_STOPS):
            if self.page.evaluate("wanted => document.activeElement === wanted", wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {control}")

    def _reach_group(self, control) -> None:
        """Go to the group's one stop, and by the arrow keys to the choice itself."""
        wanted = control.element_handle()
        same = "wanted => document.activeElement.name === wanted.name"
        for _stop in range(MOST_STOPS):
            if self.page.evaluate(same, wanted):
                break
            self.page.keyboard.press("Tab")
        for _choice in range(MOST_OPTIONS):
            if self.page.evaluate("wanted => document.activeElement === wanted", wanted):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not reach {control}")
