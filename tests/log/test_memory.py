"""The browser's memory judges as the log does. It runs under Node.js here; the bar in a browser."""

import base64
import hashlib
import json
import shutil
import subprocess

import pytest
from django.contrib.staticfiles import finders

from marketplace.log.domain import merkle
from tests.log.test_merkle import hashes, nodes_over, raw, vectors

NODE = shutil.which("node") or shutil.which("nodejs")
pytestmark = pytest.mark.skipif(NODE is None, reason="needs a server: Node.js (apt: nodejs)")
SCRIPT = finders.find("marketplace/log/memory.js")


def run(expression, given):
    """Return what an expression over ``memory`` and ``given`` makes in JavaScript."""
    program = f"""
        const memory = require({json.dumps(SCRIPT)});
        const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
        process.stdout.write(JSON.stringify({expression}));
    """
    done = subprocess.run(
        [NODE, "-e", program], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_its_sha_256_is_sha_256():
    texts = [bytes(range(count % 256)) * (1 + count // 64) for count in range(0, 200, 7)]

    made = run("given.map(memory.sha256)", [list(each) for each in texts])

    assert made == [hashlib.sha256(each).hexdigest() for each in texts]


def case(old, new, old_root, new_root, proof):
    return {
        "old": {"size": old, "root": old_root.hex()},
        "now": {"size": new, "root": new_root.hex()},
        "proof": [each.hex() for each in proof],
    }


JUDGE = "given.map(({old, now, proof}) => memory.onlyGrew(old, now, proof))"


def test_it_judges_every_growth_right_and_every_wrong_one_wrong():
    leaves = hashes(40)
    nodes = nodes_over(leaves)
    right, wrong = [], []
    for new in range(2, 41):
        for old in range(1, new):
            proof = merkle.gathered(merkle.consistency_spans(old, new), nodes)
            roots = merkle.root(leaves[:old]), merkle.root(leaves[:new])
            right.append(case(old, new, *roots, proof))
            wrong.append(case(old, new, roots[0], roots[1], [*proof[:-1], bytes(32)]))
            wrong.append(case(old, new, bytes(32), roots[1], proof))
            wrong.append(case(new, old, roots[1], roots[0], proof))

    assert all(run(JUDGE, right))
    assert not any(run(JUDGE, wrong))


def test_it_judges_the_public_vectors_right():
    cases, wanted = [], []
    for parameter in vectors("consistency"):
        vector = parameter.values[0]
        roots = raw(vector["root1"]), raw(vector["root2"])
        if vector["size1"] == vector["size2"]:
            continue  # the same size needs no proof, and none is asked for
        proof = [raw(each) for each in vector["proof"] or ()]
        cases.append(case(vector["size1"], vector["size2"], *roots, proof))
        wanted.append(not vector["wantErr"])

    assert run(JUDGE, cases) == wanted


def test_the_same_size_must_have_the_same_root():
    one, other = hashes(2)

    same, different = case(5, 5, one, one, []), case(5, 5, one, other, [])

    assert run(JUDGE, [same, different]) == [True, False]


def test_sizes_above_thirty_two_bits_are_numbers_like_others():
    old = {"size": 2**40, "root": "0" * 64}
    now = {"size": 2**40 + 1, "root": "1" * 64}

    assert run(JUDGE, [{"old": old, "now": now, "proof": ["2" * 64]}]) == [False]


def test_it_reads_a_checkpoint():
    root = hashlib.sha256(b"x").digest()
    note = f"log.example.org/main\n12\n{base64.b64encode(root).decode()}\n\n\u2014 x y\n"

    assert run("memory.read(given)", note) == {
        "origin": "log.example.org/main",
        "size": 12,
        "root": root.hex(),
    }
