"""Two bundles of one slot, held against each other: a second pool proves a fraud to anybody."""

import pytest

from .test_verify_page import needs_node, verified
from .verifying import LOG_KEY, WITNESS, made, proven, run_script

NAME = "one pool for the slot"


def elsewhere() -> dict:
    """Return a bundle of another slot."""
    bundle = proven(made())
    for leaf in bundle["log"]["leaves"]:
        leaf["leaf"]["public"]["slot_id"] = "S20300101T0000Z"
    return bundle


OTHERS = [
    (proven, f"PASS {NAME}"),
    (lambda: proven(made()), f"FAIL {NAME}: it differs"),
    (lambda: proven(made(), key=WITNESS), f"FAIL {NAME}"),
    (elsewhere, f"FAIL {NAME}: the other file proves nothing"),
    (dict, f"FAIL {NAME}"),
]


@pytest.mark.parametrize(("other", "said"), OTHERS)
def test_the_script_compares_the_pools_of_two_bundles(tmp_path, other, said):
    _code, lines = run_script(
        tmp_path, proven(), "--log-key", LOG_KEY, "--other", "other.json", other=other()
    )

    assert next(line for line in lines if NAME in line).startswith(said)


@needs_node
@pytest.mark.parametrize(("other", "said"), OTHERS)
def test_the_page_comes_to_the_same(tmp_path, other, said):
    told = verified(tmp_path, proven(), other=other())

    assert said.partition(":")[0] in told[0]


def test_without_the_log_s_key_a_second_pool_is_not_told(tmp_path):
    _code, lines = run_script(tmp_path, proven(), "--other", "other.json", other=proven(made()))

    assert f"SKIP {NAME}: no --log-key KEY" in lines
