"""Sets of rows as whole numbers: bit n is set where the row of key n belongs to the set.

A count of what two sets have in common takes a few microseconds, however large they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator


def set_of(keys: Collection[int], base: int = 0) -> int:
    """Return the set of some keys, each of them less ``base``."""
    if len(keys) < 50:
        found = 0
        for key in keys:
            found |= 1 << key - base
        return found
    last = max(keys)
    digits = bytearray(b"0") * (last - base + 1)
    for key in keys:
        digits[last - key] = 49  # "1"
    return _number(digits)


def members(found: int) -> list[int]:
    """Return the keys in a set, from the smallest."""
    digits = bin(found)[:1:-1]
    keys, place = [], digits.find("1")
    while place >= 0:
        keys.append(place)
        place = digits.find("1", place + 1)
    return keys


def packed(found: int) -> bytes:
    """Return a set as a database keeps it."""
    return found.to_bytes((found.bit_length() + 7) // 8, "little")


def unpacked(kept: bytes | memoryview) -> int:
    """Return the set that a database kept."""
    return int.from_bytes(kept, "little")


def union(sets: Iterable[int]) -> int:
    """Return what is in any of the sets."""
    found = 0
    for each in sets:
        found |= each
    return found


def walk(keys: Iterable[int], found: int) -> Iterator[int]:
    """Yield those of the keys that are in the set, in their order."""
    kept = packed(found)
    for key in keys:
        if key >> 3 < len(kept) and kept[key >> 3] >> (key & 7) & 1:
            yield key


def _number(digits: bytearray) -> int:
    return int(digits.decode(), 2)
