"""Put the packages of a lock into ``.venv``. Standard library only: nothing is installed yet.

python3 -I marketplace/project/environment.py requirements.lock
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# What reads papers runs in processes that may write nothing, not even what Python compiles
BEFOREHAND = ("pypdf", "PIL")


def main(lock_name: str) -> int:
    """Return 0 when the lock's packages are there, 1 after saying what is missing."""
    lock = ROOT / lock_name
    stamp = VENV / f"{lock_name}.sha256"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if os.access(PYTHON, os.X_OK) and stamp.is_file() and stamp.read_text() == wanted:
        _compile_beforehand()
        return 0
    if not os.access(PYTHON, os.X_OK) and not _make_venv():
        return 1
    if not _install(lock):
        return 1
    _compile_beforehand()
    stamp.write_text(wanted)
    return 0


def _make_venv() -> bool:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError as missing:
        print(f"Python {version} is here, but cannot make an environment: {missing}.")
        print(f"Debian, Ubuntu: apt install python{version}-venv (or python3-venv). Then again.")
        return False
    print(f"Making .venv with Python {version} ...", flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    return True


def _install(lock: Path) -> bool:
    print(f"Installing the packages of {lock.name} into .venv ...", flush=True)
    began = time.monotonic()
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
    locked = ["--require-hashes", "--only-binary", ":all:", "--requirement", lock]
    lazy = "--no-compile"  # what is never imported need not be compiled: half the time
    done = subprocess.run([*pip, "install", lazy, *locked], cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        print("The packages could not be installed; pip says why above.")
        print("Without a network, point pip at a mirror (PIP_INDEX_URL) and call make again.")
        return False
    print(f"Installed in {time.monotonic() - began:.0f} s.")
    return True


def _compile_beforehand() -> None:
    folders = [
        each for name in BEFOREHAND for each in VENV.glob(f"lib/python*/site-packages/{name}")
    ]
    waiting = [folder for folder in folders if not _is_compiled(folder)]
    if waiting:
        compiling = [PYTHON, "-m", "compileall", "-q", *waiting]
        subprocess.run(compiling, cwd=ROOT, check=False)  # noqa: S603


def _is_compiled(folder: Path) -> bool:
    sources = sum(1 for _each in folder.glob("*.py"))
    return sum(1 for _each in folder.glob("__pycache__/*.pyc")) >= sources


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
