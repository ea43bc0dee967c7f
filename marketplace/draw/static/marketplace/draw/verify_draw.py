#!/usr/bin/env python3
"""Redo a draw (OPENDRAW/1) from its bundle, offline, with nothing but Python 3.8 or newer:
python3 -I verify_draw.py BUNDLE.json [--log-key KEY] [--witness KEY] [--receipt FILE] [--other BUNDLE] [--strict]"""
import argparse, base64, hashlib, hmac, json, re, sys, time

MODP14 = 0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF  # RFC 3526
PRIME, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, RFC 8032
CURVE, BASE = -121665 * pow(121666, -1, PRIME), (4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little")
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
KINDS = ["draw.frozen", "slot.opened", "slot.pooled", "draw.decided"]
WRONG = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError, OSError)
class Skip(Exception): """What this script cannot tell, and why."""
def need(truth, otherwise="it differs", kind=ValueError):
    if not truth: raise kind(otherwise)
    return True
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def tagged(tag, *parts): return sha(b"OPENDRAW/1/", tag.encode(), b"\0", *(len(p).to_bytes(8, "big") + p for p in parts))
def canonical(value): return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
def leaf_hash(value): return sha(b"\0", canonical(value))
def unhex(text, size=32): return need(re.fullmatch(f"[0-9a-f]{{{2 * size}}}", text), "not hexadecimal") and bytes.fromhex(text)
def unbase(text): return need(base64.b64encode(raw := base64.b64decode(text)).decode() == text, "not base64") and raw

def root(leaves):  # RFC 6962
    if len(leaves) < 2: return leaves[0] if leaves else sha()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha(b"\1", root(leaves[:half]), root(leaves[half:]))
def root_above(leaf, index, size, proof):  # RFC 9162, 2.1.3.2
    need(type(index) is int and 0 <= index < size, "no place in the tree")
    last = size - 1
    for each in map(unhex, proof):
        need(last, "a proof is too long")
        left = index & 1 or index == last
        leaf = sha(b"\1", each, leaf) if left else sha(b"\1", leaf, each)
        while left and index and not index & 1: index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    return need(not last, "a proof is too short") and leaf
def add(one, two):  # points of the curve of Ed25519
    (a, b), (c, d), bend = one, two, CURVE * one[0] * one[1] * two[0] * two[1]
    return (a * d + b * c) * pow(1 + bend, -1, PRIME) % PRIME, (b * d + a * c) * pow(1 - bend, -1, PRIME) % PRIME
def times(number, point):
    half = times(number >> 1, add(point, point)) if number else (0, 1)
    return add(half, point) if number & 1 else half
def point(raw):
    sign, y = divmod(int.from_bytes(raw, "little"), 2**255)
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME: x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    need(y < PRIME and (x * x - square) % PRIME == 0, "no point of the curve")
    return x if x & 1 == sign else PRIME - x, y
def is_signed(public, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % ORDER
    return need(len(signature) == 64 and s < ORDER and times(s, point(BASE)) == add(point(r), times(k, point(public))), "a wrong signature")
def signed_at(note, key, timed=True):  # C2SP: signed-note, or cosignature/v1 with its time
    name, number, coded = key.split("+", 2)
    need(sha(name.encode(), b"\n", raw := unbase(coded))[:4].hex() == number, "the key is not whole")
    number, (text, lines) = sha(name.encode(), b"\n\4" if timed else b"\n\1", raw[1:])[:4], note.split("\n\n")
    blobs = [unbase(line.split(" ")[2]) for line in lines.split("\n") if line.startswith(f"— {name} ")]
    (blob,) = (each for each in blobs if each[:4] == number)
    seconds = int.from_bytes(blob[4:12], "big") if timed else 0
    is_signed(raw[1:], f"cosignature/v1\ntime {seconds}\n{text}\n".encode() if timed else f"{text}\n".encode(), blob[12 if timed else 4:])
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(seconds))

def head(note): return int(note.split("\n")[1]), unbase(note.split("\n")[2])

def is_chained(end, index, anchor):
    need(end is not None, "the operator gave no secret; the rule of the seed is unchanged", Skip)
    need(0 < index <= anchor["length"] and unhex(end), "no place in the chain")
    return [end := tagged("chain", unhex(end)).hex() for _ in range(index)][-1] == anchor["chain"]
def undelayed(y, steps):
    need(y < MODP14, "it is too large")
    for _ in range(steps): y = (y ^ 1) ** 2 * (1 if y & 1 else -1) % MODP14
    return y
def ranking(candidates, seed):
    def score(stem, tickets): return min(hmac.new(seed, stem + j.to_bytes(4, "big"), "sha256").hexdigest() for j in range(tickets))
    scores = sorted((score(f"OPENDRAW/1/ticket\0{c['id']}\0".encode(), c["tickets"]), c["id"]) for c in candidates)
    return [{"rank": rank, "id": name, "score": score} for rank, (score, name) in enumerate(scores, 1)]
def winners(names, rules):  # one of a group of related companies
    group_of = {name: i for i, group in enumerate(rules.get("groups", [])) for name in group}
    first = {group_of.get(name, name): name for name in reversed(names)}  # in each group
    return [name for name in names if first[group_of.get(name, name)] == name][:rules["winners"]]

def checks_of_draw(b):
    f, p, dice, result = map(b.get, ("freeze", "pool", "dice", "result"))
    typed = [("freeze", f), ("pool", p), ("result", result), *(("die", die) for die in dice)]
    candidates, ids, ats = f["candidates"], [c["id"] for c in f["candidates"]], [die["at"] for die in dice]
    opens, closes, F, Q = p["opens_at"], p["closes_at"], tagged("freeze", canonical(f)), tagged("pool", canonical(p))
    start = b"".join(tagged("delay-in", Q, bytes([0, 0, 0, i])) for i in range(9))
    def drawn(): return ranking(candidates, unhex(result["seed"]))
    yield "types and versions", lambda: {*b} - {"log", "beacon_evidence"} == {"freeze", "pool", "dice", "delay_out", "beacon", "result"} and len(result) == 7 and all((each["type"], canonical(each["v"])) == (name, b"1") for name, each in typed)
    yield "list sorted and unique", lambda: ids == sorted({*ids})
    yield "tickets integral", lambda: all(type(c["tickets"]) is int and c["tickets"] > 0 for c in candidates)
    yield "this list is in the pool", lambda: [d["freeze"] for d in p["draws"] if d["draw_id"] == f["draw_id"]] == [F.hex()]
    yield "frozen before the window", lambda: f["frozen_at"] <= opens and re.fullmatch(TIME * 3, f["frozen_at"] + opens + closes)
    yield "slot and draw ids agree", lambda: {each["slot_id"] for each in (p, *dice)} == {f["slot_id"]} and result["draw_id"] == f["draw_id"]
    yield "all dice counted, root matches", lambda: (p["dice_count"], p["dice_root"]) == (len(dice), root([*map(leaf_hash, dice)]).hex())
    yield "dice gap-free and in time", lambda: [die["seq"] for die in dice] == [*range(len(dice))] and all(re.fullmatch(TIME, at) and opens <= at < closes for at in ats)
    yield "operator secret matches the anchored chain", lambda: is_chained(p["operator"]["secret"], p["operator"]["index"], f["anchor"])
    yield "delay long enough", lambda: p["delay"]["alg"] == f["delay"]["alg"] == "sloth-modp14" and p["delay"]["steps"] >= f["delay"]["min_steps"]
    yield "delay output correct", lambda: undelayed(int(unhex(b["delay_out"], 256).hex(), 16), p["delay"]["steps"]) == int(start.hex(), 16) % MODP14
    yield "beacon as announced", lambda: need(f["beacon"] is None, "the standard library cannot check it", Skip) and b["beacon"] == "" and not b.get("beacon_evidence")
    yield "seed", lambda: result["pool"] == Q.hex() and result["seed"] == tagged("seed", unhex(b["delay_out"], 256), bytes.fromhex(b["beacon"]), F).hex()
    yield "ranking of all", lambda: canonical(result["ranking"]) == canonical(drawn())
    yield "winners", lambda: result["winners"] == winners([each["id"] for each in drawn()], f["rules"])

def checks_of_log(b, key, witnesses):
    p, leaves, notes = b["pool"], b["log"]["leaves"], {each["name"]: each["note"] for each in b["log"]["checkpoints"]}
    at, place = [each["leaf"]["at"] for each in leaves], [each["index"] for each in leaves]
    notes_of = [notes[each["checkpoint"]] for each in leaves]; sizes, roots = zip(*map(head, notes_of))
    wanted = [{tagged("freeze", canonical(b["freeze"])).hex()}, {p["slot_id"], p["opens_at"], p["closes_at"]}, {tagged("pool", canonical(p)).hex()}, {b["result"]["seed"]}]
    told = [[each["leaf"]["kind"], *map(str, each["leaf"]["public"].values())] for each in leaves]
    limits = [p["opens_at"], leaves[1]["leaf"]["public"]["publish_by"], "9999"]
    def signed_by(*keys): return all(signed_at(note, key) <= until for key in keys for note, until in zip(notes_of[1:], limits))
    yield "log: checkpoints signed", lambda: [*notes.values()] == [*dict.fromkeys(notes_of)] and all(signed_at(note, key, timed) for note in notes_of for timed in (0, 1))
    yield "log: the four leaves are in it", lambda: [*map(root_above, map(leaf_hash, (each["leaf"] for each in leaves)), place, sizes, (each["proof"] for each in leaves))] == [*roots]
    yield "log: they tell this draw", lambda: [each[0] for each in told] == KINDS and all(map(set.issubset, wanted, told))
    yield "log: in order", lambda: max(place[:2]) < sizes[0] == sizes[1] <= place[2] < place[3]
    yield "log: in time", lambda: max(at[:2]) <= limits[0] and p["closes_at"] <= at[2] <= limits[1] and signed_by(key)
    yield "log: cosigned in time", lambda: need(witnesses, "no --witness KEY", Skip) and signed_by(*witnesses)

def has_die(b, file):
    is_signed(unbase(file["key"].split("+", 2)[2])[1:], b"RECEIPT/1\n" + canonical(file["receipt"]), unhex(file["signature"], 64))
    return file["receipt"]["leaf"] in [leaf_hash(die).hex() for die in b["dice"]]
def is_only_pool(b, file, key):  # another bundle of this slot: is its pool, which the log's key signed, the same one?
    (each, note), *_ = [(each, point["note"]) for each in file["log"]["leaves"] for point in file["log"]["checkpoints"] if (each["leaf"]["kind"], each["checkpoint"]) == (KINDS[2], point["name"])]
    (size, top), other = head(note), each["leaf"]["public"]
    need(signed_at(note, key, False) and (root_above(leaf_hash(each["leaf"]), each["index"], size, each["proof"]), other["slot_id"]) == (top, b["pool"]["slot_id"]), "the other file proves nothing")
    return other["pool"] == tagged("pool", canonical(b["pool"])).hex()
def guarded(name, group, *args):
    try: yield from group(*args)
    except WRONG as why: yield name, lambda said=repr(why): need(False, said)
def outcome(check):
    try: return ("PASS", "") if check() else ("FAIL", ": it differs")
    except (Skip, *WRONG) as why: return "SKIP" if isinstance(why, Skip) else "FAIL", f": {why}"
def read(path): return json.loads(open(path, encoding="utf-8").read())
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("bundle", "--log-key", "--receipt", "--other"): parser.add_argument(name)
    parser.add_argument("--strict", action="store_true"); parser.add_argument("--witness", action="append", default=[])
    said, b = parser.parse_args(), {}
    checks = [*guarded("types and versions", lambda: (b.update(read(said.bundle)), *checks_of_draw(b))[1:])]
    if said.other: checks.append(("one pool for the slot", lambda: is_only_pool(b, read(said.other), need(said.log_key, "no --log-key KEY", Skip) and said.log_key)))
    if said.receipt: checks.append(("my own die is in", lambda: has_die(b, read(said.receipt))))
    checks += guarded("log", checks_of_log, b, said.log_key, said.witness) if said.log_key else [("log", lambda: need(0, "no --log-key KEY", Skip))]
    found = [(*outcome(check), name) for name, check in checks]
    print(*(f"{verdict} {name}{why}" for verdict, why, name in found), sep="\n")
    sys.exit(any(verdict == "FAIL" or (said.strict and verdict == "SKIP") for verdict, *_ in found))

if __name__ == "__main__": main()
