"""The controls of our form fields: a file under a text's name is noticed, not lost."""

import datetime as dt

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .notation import BEIJING


class _TextOnly:
    """A control that notices a file under its name."""

    def value_from_datadict(self, data, files, name):
        return files[name] if name in files else super().value_from_datadict(data, files, name)

    def format_value(self, value):
        return "" if isinstance(value, UploadedFile) else super().format_value(value)


class LineInput(_TextOnly, forms.TextInput):
    """One line of text."""


class ProseInput(_TextOnly, forms.Textarea):
    """Several lines of text."""


class DayInput(_TextOnly, forms.DateInput):
    """A day, picked from the browser's own calendar where it has one."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")

    def format_value(self, value):
        """Return a day as the standard writes it; what is none no browser would show here."""
        return _if_read_by(dt.date.fromisoformat, super().format_value(value))


class TimeInput(_TextOnly, forms.TimeInput):
    """A time of the day, to the minute."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")

    def format_value(self, value):
        """Return a time as the standard writes it; what is none no browser would show here."""
        return _if_read_by(dt.time.fromisoformat, super().format_value(value))


def _if_read_by(read, text: str | None) -> str | None:
    try:
        read(text or "")
    except ValueError:
        return None
    return text


class MomentInput(forms.MultiWidget):
    """A day and a time of the day, in Beijing time."""

    def __init__(self, attrs=None):
        parts = [DayInput({"aria-label": _("Date")}), TimeInput({"aria-label": _("Time")})]
        super().__init__(parts, attrs)

    def decompress(self, value):
        at = value.astimezone(BEIJING) if value else None
        return [at.date(), at.time()] if at else [None, None]
