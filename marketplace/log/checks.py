"""What must be true before anything is written: the log goes on where it was published."""

import json

from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from .. import conf as ground

WAY_OUT = (
    "The database was probably restored from an older backup. Restore a newer one, or replay its "
    "archive up to the present; or, if this database belongs to another state directory, name that "
    "one in MARKETPLACE_STATE_DIR. If the entries are lost for good, say so in public, keep the "
    "folder %(folder)s as evidence under another name, and start again: the log then has a new "
    "key, and every witness will ask why."
)


@register(Tags.database)
def log_goes_on(app_configs, databases=None, **kwargs) -> list[Error]:
    """Refuse a log that is shorter than, or differs from, what was published of it."""
    from .parts import SetBack, require_continuous
    from .parts.keys import folder

    if not databases:
        return []
    try:
        require_continuous()
    except SetBack as error:
        hint = WAY_OUT % {"folder": folder()}
        return [Error(f"The public log was set back: {error}.", hint=hint, id="marketplace.E020")]
    except DatabaseError:
        return []  # before the first migration
    return []


@register(Tags.security, deploy=True)
def no_demo_keys(app_configs, **kwargs) -> list[Error]:
    """Refuse keys that anybody can make again, because a demonstration made them."""
    from .parts.keys import key_files

    if ground.is_demo():
        return []
    return [
        Error(
            f"{path} is a demonstration's key: anybody could sign with it.",
            hint="Move the demonstration's state directory away; a real site makes its own keys.",
            id="marketplace.E021",
        )
        for path in key_files()
        if json.loads(path.read_bytes()).get("demo")
    ]
