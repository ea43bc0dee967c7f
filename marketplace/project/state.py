"""The state directory: what the site keeps outside its database, and no one else may read."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = ".state"


def state_path() -> Path:
    """Return where the state directory is: ``MARKETPLACE_STATE_DIR``, or ``var``."""
    return Path(os.environ.get("MARKETPLACE_STATE_DIR") or ROOT / "var").resolve()


def state_directory(path: Path) -> Path:
    """Return the directory, made for its owner alone when it is not there yet."""
    if not path.is_dir():
        path.mkdir(parents=True, mode=0o700, exist_ok=True)
        (path / MARK).write_text("Made by the site; `make clean` removes this folder.\n")
    return path


def secret_key(path: Path) -> str:
    """Return the key that signs sessions and links: made once, then read."""
    file = state_directory(path) / "secret_key"
    if not file.exists():
        number, draft = tempfile.mkstemp(dir=path, prefix=".secret_key.")  # 0600
        with os.fdopen(number, "w") as new:
            new.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(draft, file)  # of two that start at once, the first one's key stays
        os.unlink(draft)
    return file.read_text()
