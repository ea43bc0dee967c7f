#!/usr/bin/env python3
"""Stir the pool of a slot yourself (OPENDRAW/1), and hand in the output:
python3 stir.py https://HOST/draws/SLOT/ [--send]
Python 3.9 or newer; with gmpy2 (pip install gmpy2) it takes a ninth of the time."""
import argparse, hashlib, json, sys, time, urllib.error, urllib.parse, urllib.request

try: from gmpy2 import mpz, powmod
except ImportError: mpz, powmod = int, pow
MODP14 = mpz(0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF)  # RFC 3526

def tagged(tag, *parts):
    return hashlib.sha256(b"OPENDRAW/1/" + tag.encode() + b"\0" + b"".join(len(p).to_bytes(8, "big") + p for p in parts)).digest()
def canonical(value): return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
def start(pool):
    digest = tagged("pool", canonical(pool))
    return int.from_bytes(b"".join(tagged("delay-in", digest, bytes([0, 0, 0, i])) for i in range(9)), "big") % int(MODP14)
def stirred(x, steps, tell=lambda done: None):
    x, exponent = mpz(x), (MODP14 + 1) // 4
    for done in range(steps):
        root = powmod(x, exponent, MODP14)
        if (root * root % MODP14 == x) == bool(root & 1): root = MODP14 - root
        x = root ^ 1
        if done % 500 == 499: tell(done + 1)
    return int(x)
def fetched(address, data=None):
    with urllib.request.urlopen(urllib.request.Request(address, data, {"Accept": "application/json"}), timeout=60) as answer: return json.load(answer)
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slot"); parser.add_argument("--send", action="store_true")
    said = parser.parse_args()
    address = said.slot.rstrip("/") + "/"
    pool, began = fetched(address + "pool.json")["pool"], time.monotonic()
    steps = pool["delay"]["steps"]
    y = stirred(start(pool), steps, lambda done: print(f"\r{done} of {steps} steps", end="", file=sys.stderr))
    print(f"\n{steps} steps in {time.monotonic() - began:.1f} s", file=sys.stderr)
    output = y.to_bytes(256, "big").hex()
    print(output)
    if said.send:
        try: print(fetched(address + "output/", urllib.parse.urlencode({"output": output}).encode())["state"], file=sys.stderr)
        except urllib.error.HTTPError as error: sys.exit(json.load(error)["message"])

if __name__ == "__main__": main()
