"""The process is killed at steps of a slot and of the award; ``make chaos`` takes every step."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NEEDS

ROOT = Path(__file__).resolve().parents[2]
EVERY = "48"  # steps: some eight killings


@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("REQUIRE_SERVERS") != "1",
    reason=f"{NEEDS} a minute for killing (REQUIRE_SERVERS=1, or make chaos)",
)
@pytest.mark.parametrize("later", ["0", "40"], ids=["told on at once", "told on late"])
def test_a_killed_process_changes_no_result(later):
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos", EVERY, later],
        cwd=ROOT,
        env=os.environ.copy(),
        capture_output=True,
        encoding="utf-8",
    )

    assert " 0 came out wrong" in done.stdout, done.stdout + done.stderr[-3000:]
    assert done.returncode == 0
