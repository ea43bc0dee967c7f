"""The slow step (Sloth): square roots one after the other, quick to check and slow to make.

Nobody can leave a step out or do two at once, so nobody knows the result of a pool before
the time of all steps has passed. ``gmpy2`` takes a ninth of the time of Python's own numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...kernel.canonical import tagged_hash

try:
    from gmpy2 import mpz as fast
    from gmpy2 import powmod
except ImportError:  # a stranger who checks without it needs patience only
    powmod, fast = pow, int

ALGORITHM = "sloth-modp14"
RESUME_EVERY = 1_000
SIZE = 256  # bytes of a value
# RFC 3526, group 14: 2048 bits, 3 modulo 4
P = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A0879"
    "8E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B"
    "0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA4836"
    "1C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804"
    "F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6"
    "955817183995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF",
    16,
)
_ROOT = (P + 1) // 4


def is_fast() -> bool:
    """Return whether the fast library is there, without which attackers gain a factor of nine."""
    return powmod is not pow


def delay_input(pool_digest: bytes) -> int:
    """Return the number with which the slow step begins, from the pool's fingerprint."""
    parts = [tagged_hash("delay-in", pool_digest, number.to_bytes(4)) for number in range(9)]
    return int.from_bytes(b"".join(parts)) % P


def delayed(x: int, steps: int) -> int:
    """Return the value after that many slow steps."""
    p, exponent, value = fast(P), fast(_ROOT), fast(x)
    for _step in range(steps):
        root = powmod(value, exponent, p)
        is_square = root * root % p == value
        if bool(root & 1) is bool(is_square):  # the even root of a square, else the odd one
            root = p - root
        value = root ^ 1
    return int(value)


def undone(y: int, steps: int) -> int:
    """Return the value that was there that many steps before: the quick way back."""
    p, value = fast(P), fast(y)
    for _step in range(steps):
        root = value ^ 1
        square = root * root % p
        value = p - square if root & 1 else square
    return int(value)


def leads_to(x: int, y: int, steps: int) -> bool:
    """Return whether ``y`` is what ``steps`` slow steps make of ``x``."""
    return 0 <= y < P and undone(y, steps) == x


def stretches(
    x: int, *, done: int, steps: int, goes_on: Callable[[], bool] = lambda: True
) -> Iterator[tuple[int, int]]:
    """Yield resume points ``(step, value)`` up to the last step; the caller may end it early."""
    while done < steps and goes_on():
        stretch = min(RESUME_EVERY - done % RESUME_EVERY, steps - done)
        x, done = delayed(x, stretch), done + stretch
        yield done, x


def to_hex(value: int) -> str:
    """Return a value of the slow step as 512 hexadecimal digits."""
    return value.to_bytes(SIZE).hex()


def from_hex(text: str) -> int:
    """Return the value that 512 hexadecimal digits tell.

    Raises:
        ValueError: for anything else.
    """
    raw = bytes.fromhex(text)
    if len(raw) != SIZE:
        raise ValueError("a value of the slow step has 256 bytes")
    return int.from_bytes(raw)
