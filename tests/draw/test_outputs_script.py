"""The published script of the slow step, run as a stranger does, against a site that answers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from marketplace.draw import verifiers
from marketplace.draw.models import Slot

from .table import Table
from .test_outputs import late_evaluator, published


@pytest.fixture
def slot(transactional_db, opendraw, at):
    """Return a slot whose pool is published, and an operator whose evaluator does not run."""
    with late_evaluator():
        yield published(Table(at))


@pytest.mark.django_db(transaction=True)
def test_the_script_runs_alone_and_hands_the_output_in(live_server, slot, tmp_path):
    address = f"{live_server.url}/draws/{slot.public_id}/"
    done = subprocess.run(
        [sys.executable, "-I", verifiers.FOLDER / verifiers.STIRRER, address, "--send"],
        cwd=tmp_path,
        env={},
        capture_output=True,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == Slot.objects.get().output
    assert json.loads(json.dumps(done.stderr)).strip().endswith("done")
