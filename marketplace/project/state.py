"""The state directory: what the site keeps outside its database, and no one else may read."""

import os
import secrets
from pathlib import Path

MARK = ".state"


def state_directory(path: Path) -> Path:
    """Return the directory, made for its owner alone when it is not there yet."""
    if not path.is_dir():
        path.mkdir(parents=True, mode=0o700)
        (path / MARK).write_text("Made by the site; `make clean` removes this folder.\n")
    return path


def secret_key(path: Path) -> str:
    """Return the key that signs sessions and links: made once, then read."""
    file = state_directory(path) / "secret_key"
    draft = file.with_name(f".secret_key.{os.getpid()}")
    if not file.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, file)  # the first of two that start at once wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text()
