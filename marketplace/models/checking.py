from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..kernel.refusal import Refusal


def check(instance, *, exclude=()) -> None:
    """Refuse a record whose fields or constraints do not hold, before it is written.

    Cleaned values (NFC, trimmed) are set on the instance.

    Raises:
        Refusal: ``record.invalid``, with the reasons of every field in one message.
    """
    try:
        instance.full_clean(exclude=set(exclude))
    except ValidationError as error:
        raise Refusal(
            "record.invalid",
            " ".join(_reasons(instance, error)),
            _("Correct it and send it again; nothing was stored."),
        ) from error


def _reasons(instance, error) -> list[str]:
    reasons = []
    for name, messages in error.message_dict.items():
        text = " ".join(messages)
        if name == "__all__":
            reasons.append(text)
        else:
            reasons.append(f"{instance._meta.get_field(name).verbose_name}: {text}")
    return reasons
