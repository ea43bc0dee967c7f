"""Columns that know what may stand in them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..kernel.credit_code import is_credit_code
from ..kernel.money import Money
from ..kernel.text import composed, half_width, hidden_character


def refuse_hidden_characters(text: str) -> None:
    """Raise ``ValidationError`` for control and direction-override characters in one line."""
    _refuse_hidden(text, lines=False)


def refuse_hidden_characters_in_lines(text: str) -> None:
    """Raise ``ValidationError`` for such characters in prose, where line breaks may stand."""
    _refuse_hidden(text, lines=True)


def _refuse_hidden(text: str, *, lines: bool) -> None:
    found = hidden_character(text, lines=lines)
    if found:
        raise ValidationError(
            _(
                "The text contains a character that cannot be seen (%(character)s). "
                "Delete it, or type the text again."
            ),
            code="hidden_character",
            params={"character": found},
        )


def check_credit_code(text: str) -> None:
    """Raise ``ValidationError`` unless the text is a unified social credit code."""
    if not is_credit_code(text):
        raise ValidationError(
            _(
                "%(code)s is not a unified social credit code: it has 18 digits and capital "
                "letters, and the last one checks the others. Copy it from the licence."
            ),
            code="credit_code",
            params={"code": text},
        )


class LineField(models.CharField):
    """One line of text, stored as written (NFC), without characters that hide."""

    default_validators = [refuse_hidden_characters]

    def to_python(self, value):
        text = super().to_python(value)
        return composed(text).strip() if isinstance(text, str) else text


class ProseField(models.TextField):
    """Several lines of text, stored as written (NFC), without characters that hide."""

    default_validators = [refuse_hidden_characters_in_lines]

    def to_python(self, value):
        text = super().to_python(value)
        return composed(text).strip() if isinstance(text, str) else text

    def clean(self, value, model_instance):
        text = super().clean(value, model_instance)
        if self.max_length is not None and text and len(text) > self.max_length:
            raise ValidationError(
                _("The text has %(length)d characters; at most %(limit)d are kept. Shorten it."),
                code="max_length",
                params={"length": len(text), "limit": self.max_length},
            )
        return text


class CreditCodeField(models.CharField):
    """A unified social credit code (GB 32100-2015); a natural key, never a primary key."""

    default_validators = [check_credit_code]

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 18
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return half_width(text).strip().upper() if isinstance(text, str) else text


def money_property(minor_name: str, currency_name: str = "currency") -> property:
    """Read and write an amount column and a currency column as one ``Money``."""

    def read(self):
        minor = getattr(self, minor_name)
        return None if minor is None else Money(minor, getattr(self, currency_name))

    def write(self, money):
        setattr(self, minor_name, None if money is None else money.minor)
        if money is not None:
            setattr(self, currency_name, money.currency)

    return property(read, write)


def localised(stem: str) -> property:
    """Read the Chinese or the English column, whichever the reader's language asks.

    Where the English column is empty the Chinese one stands in.
    """

    def read(self):
        english = (get_language() or "").startswith("en")
        chinese = getattr(self, f"{stem}_zh")
        return (getattr(self, f"{stem}_en") or chinese) if english else chinese

    return property(read)
