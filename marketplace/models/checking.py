from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..kernel.refusal import Refusal


def check(instance, *, exclude=(), before=None) -> None:
    """Refuse a record whose fields or constraints do not hold, before it is written.

    Cleaned values (NFC, trimmed) are set on the instance. ``before`` is asked first, to
    refuse in its own words what the constraints would refuse too; and once more where the
    record does not hold, because somebody may have come in between the two questions.

    Raises:
        Refusal: ``record.invalid``, with the reasons of every field in one message.
    """
    if before is not None:
        before(instance)
    try:
        instance.full_clean(exclude=set(exclude))
    except ValidationError as error:
        if before is not None:
            before(instance)
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
