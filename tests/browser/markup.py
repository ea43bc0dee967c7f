"""The Nu Html Checker, which reads HTML as the standard has it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

CHECKER = os.environ.get("HTML_CHECKER", "") if shutil.which("java") else ""
REASON = "needs a server: the Nu Html Checker (HTML_CHECKER=/path/to/vnu.jar, and Java)"


def errors(folder: Path) -> list[str]:
    """Return what is wrong in the HTML files of a folder, one line for each error."""
    files = sorted(folder.glob("*.html"))
    command = ["java", "-jar", CHECKER, "--format", "json", "--errors-only", "--exit-zero-always"]
    told = subprocess.run([*command, *files], capture_output=True, check=True)
    found = json.loads(told.stderr)["messages"]
    return [
        f"{each['url'].rsplit('/', 1)[-1]}:{each.get('lastLine')}: {each['message']}"
        for each in found
    ]
