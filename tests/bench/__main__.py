"""Run every benchmark of this folder, each in a process of its own: ``make bench``."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SCRIPT = '\nif __name__ == "__main__":\n'  # the others are what benches share


def main() -> int:
    names = sorted(path.stem for path in HERE.glob("[a-z]*.py") if SCRIPT in path.read_text())
    codes = [
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False).returncode
        for name in sys.argv[1:] or names
    ]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
