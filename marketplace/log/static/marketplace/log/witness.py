#!/usr/bin/env python3
"""Watch a public log: sign its checkpoints only while it does nothing but grow.

    python3 witness.py --log https://market.example.org/log/ --key 'log.market.example.org/main+…'
                       --state DIR --name witness.example.org [--every SECONDS]

Needs Python alone. The first run makes the witness's own key in DIR and prints the line that
the log's operator enters. Every run fetches the newest checkpoint, checks the log's signature,
asks for proof that the log only grew since the last checkpoint that was seen, and sends back a
signature with the time. A log that shows two histories is refused: both notes are kept in
DIR/evidence as proof, and the exit code is 2 (1: the log could not be read, 0: all is well).
"""

import argparse
import base64
import hashlib
import json
import os
import pathlib
import secrets
import sys
import time
import urllib.error
import urllib.request

# --- Ed25519, as in RFC 8032; slow and not for secrets that others can time -----------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def find_x(y, odd):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and odd):
        raise ValueError("no point")
    return P - x if x & 1 != odd else x


BASE_Y = 4 * pow(5, -1, P) % P
BASE_X = find_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def pack(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def unpack(data):
    number = int.from_bytes(data, "little")
    y, odd = number & (1 << 255) - 1, number >> 255
    if len(data) != 32 or y >= P:
        raise ValueError("no point")
    x = find_x(y, odd)
    return x, y, 1, x * y % P


def number_of(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % ORDER


def expand(secret):
    digest = hashlib.sha512(secret).digest()
    number = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
    return number, digest[32:]


def public_of(secret):
    return pack(times(expand(secret)[0], BASE))


def sign(secret, message):
    number, prefix = expand(secret)
    nonce = number_of(prefix, message)
    point = pack(times(nonce, BASE))
    challenge = number_of(point, public_of(secret), message)
    return point + ((nonce + challenge * number) % ORDER).to_bytes(32, "little")


def is_signed(public, message, signature):
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    try:
        key, point = unpack(public), unpack(signature[:32])
    except ValueError:
        return False
    challenge = number_of(signature[:32], public, message)
    answer = int.from_bytes(signature[32:], "little")
    return same(times(answer, BASE), add(point, times(challenge, key)))


# --- Notes and checkpoints (C2SP) ------------------------------------------------------------


class Wrong(Exception):
    """What came cannot be read, or is not from that log."""


class Fork(Exception):
    """The log shows two histories."""


def key_id(name, kind, public):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def read_key(text):
    name, told, encoded = text.strip().split("+", 2)
    value = base64.b64decode(encoded, validate=True)
    if len(value) != 33 or value[0] != 1 or key_id(name, 1, value[1:]).hex() != told:
        raise Wrong("the log's key is not written name+id+base64")
    return name, value[1:]


def read_note(note, name, public):
    """Return size and root of a checkpoint, after checking the log's signature."""
    text, _empty, tail = note.rpartition("\n\n")
    text += "\n"
    lines = text.split("\n")
    if len(lines) < 4 or lines[0] != name or not lines[1].isdigit():
        raise Wrong("this is no checkpoint of that log")
    for line in tail.splitlines():
        words = line.split(" ")
        if len(words) == 3 and words[0] == "\u2014" and words[1] == name:
            value = base64.b64decode(words[2])
            good = value[:4] == key_id(name, 1, public)
            if good and is_signed(public, text.encode(), value[4:]):
                return text, int(lines[1]), base64.b64decode(lines[2], validate=True)
    raise Wrong("the checkpoint is not signed by the log")


def cosignature(text, name, secret, seconds):
    message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
    value = key_id(name, 4, public_of(secret)) + seconds.to_bytes(8, "big") + sign(secret, message)
    return f"\u2014 {name} {base64.b64encode(value).decode()}\n"


# --- Consistency (RFC 9162, 2.1.4.2) ---------------------------------------------------------


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def only_grew(old, new, old_root, new_root, proof):
    if old == new:
        return old_root == new_root and not proof
    if not 0 < old < new or any(len(each) != 32 for each in (old_root, new_root, *proof)):
        return False
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    if not proof:
        return False
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = node(step, before), node(step, after)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            after = node(after, step)
        index, last = index >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


# --- The witness -----------------------------------------------------------------------------


class Witness:
    def __init__(self, *, log, key, state, name):
        self.log = log.rstrip("/") + "/"
        self.log_name, self.log_key = read_key(key)
        self.state = pathlib.Path(state)
        self.name = name
        self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.secret = self._secret()

    def vkey(self):
        public = public_of(self.secret)
        encoded = base64.b64encode(b"\4" + public).decode()
        return f"{self.name}+{key_id(self.name, 4, public).hex()}+{encoded}"

    def watch_once(self):
        """Sign the newest checkpoint if the log only grew; raise Fork if it did not."""
        note = self._get("checkpoint").decode()
        text, size, root = read_note(note, self.log_name, self.log_key)
        self._require_growth(note, size, root)
        write(self.state / "last", note.encode())
        line = cosignature(text, self.name, self.secret, int(time.time()))
        self._post("cosignatures/", (text + "\n" + line).encode())
        return size

    def _require_growth(self, note, size, root):
        last = self.state / "last"
        if not last.exists():
            return
        old_note = last.read_text(encoding="utf-8")
        _text, old_size, old_root = read_note(old_note, self.log_name, self.log_key)
        told = b'{"proof": []}'
        if size > old_size:
            told = self._get(f"consistency?from={old_size}&to={size}")
        proof = [bytes.fromhex(each) for each in json.loads(told)["proof"]]
        if not only_grew(old_size, size, old_root, root, proof):
            folder = self._keep(before=old_note.encode(), after=note.encode(), proof=told)
            raise Fork(f"{old_size} and {size} entries do not fit; the evidence is in {folder}")

    def _keep(self, **evidence):
        """Keep both notes: with the log's key they show anybody what it signed."""
        folder = self.state / "evidence" / time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in evidence.items():
            write(folder / name, content)
        return folder

    def _get(self, path):
        with urllib.request.urlopen(self.log + path, timeout=30) as answer:
            return answer.read(1 << 20)

    def _post(self, path, body):
        request = urllib.request.Request(self.log + path, data=body, method="POST")
        request.add_header("Content-Type", "text/plain; charset=utf-8")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read(1 << 16)

    def _secret(self):
        path = self.state / "witness_key"
        if not path.exists():
            write(path, secrets.token_bytes(32).hex().encode())
        return bytes.fromhex(path.read_text())


def write(path, content):
    """Put a file in place whole, readable by its owner alone."""
    draft = path.with_name(f".{path.name}.new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for option in ("--log", "--key", "--state", "--name"):
        parser.add_argument(option, required=True)
    parser.add_argument("--every", type=float, default=0, metavar="SECONDS")
    options = parser.parse_args(words)
    try:
        witness = Witness(log=options.log, key=options.key, state=options.state, name=options.name)
    except (Wrong, ValueError) as error:
        print(f"cannot begin: {error}", file=sys.stderr)
        return 1
    print(f"witness key: {witness.vkey()}", flush=True)
    while True:
        code = once(witness)
        if code == 2 or not options.every:
            return code
        time.sleep(options.every)


def once(witness):
    try:
        print(f"signed: {witness.watch_once()} entries", flush=True)
    except Fork as error:
        print(f"REFUSED: {error}", file=sys.stderr, flush=True)
        return 2
    except urllib.error.HTTPError as error:
        print(f"not signed: {error} {error.read(500)!r}", file=sys.stderr, flush=True)
        return 1
    except (Wrong, OSError, ValueError, KeyError, TypeError) as error:
        print(f"not signed: {error}", file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
