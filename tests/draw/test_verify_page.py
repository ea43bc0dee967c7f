"""The page redoes a draw as the script does, from a file and without one request."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import re
import shutil
import subprocess

import pytest

from marketplace.kernel.canonical import canonical

from .bundles import bundle as known
from .test_verify_script import LOG_NAMES, NAMES
from .verifying import (
    LOG_KEY,
    OTHER_KEY,
    PAGE,
    WITNESS,
    WITNESS_KEY,
    made,
    mutated,
    mutations,
    proven,
    receipt,
)

TEXT = PAGE.read_text(encoding="utf-8")
needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="needs a server: Node.js (runs the page's script)"
)
VERIFY = """
for (const bundle of given.bundles) {
  const told = [];
  for await (const [verdict, name] of verified(bundle, given)) {
    told.push(verdict + " " + name);
    if (given.stop && verdict === "FAIL") break;
  }
  answer.push(told);
}
"""


def inside(tag: str) -> str:
    return re.search(rf"<{tag}>(.*?)</{tag}>", TEXT, re.DOTALL)[1]


def ask(folder, program: str, **given):
    """Run the page's own script in Node, then ask it something."""
    (folder / "page.cjs").write_text(
        f"{inside('script')}\n"
        "(async () => {\n"
        '  const given = JSON.parse(require("fs").readFileSync(0, "utf8")), answer = [];\n'
        f"  {program}\n"
        "  console.log(JSON.stringify(answer));\n"
        "})();\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        ["node", "page.cjs"],
        cwd=folder,
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def verified(folder, *bundles, key=LOG_KEY, witnesses=(WITNESS_KEY,), **options):
    return ask(folder, VERIFY, bundles=bundles, key=key, witnesses=witnesses, **options)


@needs_node
def test_the_known_bundles_pass(tmp_path):
    told = verified(tmp_path, known(1), known(2), key="")

    assert told == [[f"PASS {name}" for name in NAMES] + ["SKIP log"]] * 2


@needs_node
def test_bundles_with_their_log_pass_every_check(tmp_path):
    rules = [{}, {"tickets": (1,)}, {"tickets": (5, 1, 1, 9), "winners": 4}]
    rules += [{"winners": 2, "groups": (("agency-000001", "agency-000002"),)}]

    told = verified(tmp_path, *(proven(made(**each)) for each in rules))

    assert told == [[f"PASS {name}" for name in [*NAMES, *LOG_NAMES]]] * 4


@needs_node
def test_my_own_die_is_found_by_its_receipt(tmp_path):
    told = verified(tmp_path, known(1), made(), key="", receipt=receipt(known(1)))

    assert [each[15] for each in told] == ["PASS my own die is in", "FAIL my own die is in"]


@needs_node
def test_what_is_not_told_is_not_called_checked(tmp_path):
    told = verified(tmp_path, proven(made(secret=None)), witnesses=[])

    assert [line for line in told[0] if not line.startswith("PASS")] == [
        "SKIP operator secret matches the anchored chain",
        "SKIP log: cosigned in time",
    ]


@needs_node
def test_every_change_of_one_field_is_caught(tmp_path):
    bundle = proven()
    changes = list(mutations(bundle))

    told = verified(tmp_path, *(mutated(bundle, *each) for each in changes), stop=True)

    caught = [bool(lines) and lines[-1].startswith("FAIL") for lines in told]
    assert [each for each, is_caught in zip(changes, caught, strict=True) if not is_caught] == []


@needs_node
def test_a_log_with_another_key_or_signed_too_late_is_refused(tmp_path):
    told = verified(tmp_path, proven(key=WITNESS), proven(late=6), proven(late=5))
    other = verified(tmp_path, proven(), key=OTHER_KEY)

    failing = [[line[5:] for line in lines if line.startswith("FAIL")] for lines in told]
    assert "log: checkpoints signed" in failing[0]
    assert failing[1:] == [["log: in time", "log: cosigned in time"], ["log: cosigned in time"]]
    assert "FAIL log: checkpoints signed" in other[0]


@needs_node
@pytest.mark.parametrize("bundle", [None, [], {}, 7, "x", {"freeze": 1}])
def test_what_is_no_bundle_fails(tmp_path, bundle):
    assert verified(tmp_path, bundle) == [["FAIL types and versions", "FAIL log"]]


@needs_node
def test_its_hashes_are_those_of_the_standard(tmp_path):
    texts = [random.Random(size).randbytes(size) for size in range(0, 300, 7)]  # noqa: S311
    program = (
        "for (const each of given.texts) { const bytes = unhex(each, each.length / 2);"
        " answer.push([sha256(bytes), sha512(bytes), hmac(bytes.slice(0, 32), bytes)].map(hex)); }"
    )

    told = ask(tmp_path, program, texts=[each.hex() for each in texts])

    assert told == [
        [
            hashlib.sha256(each).hexdigest(),
            hashlib.sha512(each).hexdigest(),
            hmac.digest(each[:32], each, "sha256").hex(),
        ]
        for each in texts
    ]


@needs_node
def test_its_canonical_json_is_ours(tmp_path):
    chance = random.Random(5)  # noqa: S311
    documents = [document(chance, 3) for _each in range(500)]

    told = ask(tmp_path, "answer.push(...given.all.map(canonical));", all=documents)

    assert told == [canonical(each).decode() for each in documents]


@needs_node
def test_keys_that_look_like_numbers_stand_in_the_order_of_their_letters(tmp_path):
    told = ask(tmp_path, 'answer.push(canonical({b: 1, 10: 2, 9: 3, "": 4}));')

    assert told == ['{"":4,"10":2,"9":3,"b":1}']


def document(chance, depth):
    """Return a document as the profile allows it, of every kind of value."""
    letters = 'aZ09"\\/\n\t\x00\x1f\x7f\u2028é中😀'
    kinds = 7 if depth else 5
    kind = chance.randrange(kinds)
    if kind == 0:
        return chance.choice([None, True, False])
    if kind == 1:
        return chance.choice([0, -1, 2**53 - 1, -(2**53) + 1, chance.randrange(10**9)])
    if kind < 5:
        return "".join(chance.choices(letters, k=chance.randrange(9)))
    if kind == 5:
        return [document(chance, depth - 1) for _each in range(chance.randrange(4))]
    names = ["a", "a1", "a10", "a_", "b", "z9"]
    return {name: document(chance, depth - 1) for name in chance.sample(names, 3)}


@pytest.mark.parametrize(("tag", "rule"), [("script", "script-src"), ("style", "style-src")])
def test_only_what_stands_in_the_page_may_run(tag, rule):
    digest = base64.b64encode(hashlib.sha256(inside(tag).encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', TEXT)[1]

    assert f"{rule} 'sha256-{digest}'" in policy.split("; ")
    assert policy.startswith("default-src 'none'; ")
    assert TEXT.count(f"<{tag}") == 1


def test_the_page_asks_nobody():
    asks = (
        r"https?://|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|import\("
        r"|<link(?! rel=\"icon\" href=\"data:,\")|<img|src="
    )

    assert re.findall(asks, TEXT) == []


def test_the_page_tells_every_check_in_chinese():
    chinese = inside("script").split("const CHINESE = ")[1].split("};")[0]

    assert [name for name in [*NAMES, *LOG_NAMES] if f'"{name}": "' not in chinese] == []


def test_the_page_can_be_read():
    assert len(TEXT.splitlines()) < 400
    assert max(map(len, inside("script").splitlines())) < 700
