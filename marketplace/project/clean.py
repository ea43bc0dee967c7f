"""Remove what running left behind. Standard library only.

python3 -I marketplace/project/clean.py
"""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Remove the state directory, compiled translations and the stamps of ``.venv``."""
    own = ROOT / "var"
    state = Path(os.environ.get("MARKETPLACE_STATE_DIR") or own).resolve()
    if state.is_dir() and state != own and not (state / ".state").is_file():
        print(f"{state} was not made by this site, so it stays. Remove it yourself if you mean it.")
        return 1
    shutil.rmtree(state, ignore_errors=True)
    left = [*ROOT.glob(".venv/*.sha256"), *ROOT.glob("*/**/locale/*/LC_MESSAGES/*.mo")]
    for path in left:
        path.unlink()
    print(f"Removed {state.name}/ (database, keys, mail, uploads, built files), the compiled")
    print("translations and the stamps of .venv. `make run` starts anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
