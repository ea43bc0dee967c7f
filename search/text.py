"""What a text means to a search: every engine is given the same runs of characters.

A text is brought to one form (half-width, lower case, without accents) and cut into runs:
Chinese characters that stand together, or letters and digits that stand together. A run of
Chinese is found inside a longer one, a run of letters at the beginning of one, a single
letter alone. Pure: no engine, no database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

TOKENS_VERSION = 1  # raised with every change of what is found: then every index is made anew
TEXT_CHARACTERS = 60_000  # as much of a document as is read
QUERY_CHARACTERS = 200
QUERY_RUNS = 8
SOUND = "~"  # before what is a name's sound and no part of its text
SOUND_LETTERS = 16  # of one sound, as many as are compared
SHORTEST_SOUND = 3  # two letters would be the beginning of too many names
CJK = (
    "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_RUN = re.compile(rf"[{CJK}]+|(?:(?![{CJK}])[^\W_]){{1,64}}")
_CHINESE = re.compile(rf"[{CJK}]")
_ACCENTED = re.compile("[\u00c0-\u1fff]")
_MARKS = re.compile("[\u0300-\u036f]")
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def norm(text: str) -> str:
    """Return the text in the one form in which everything is compared."""
    text = _UNREADABLE.sub(" ", text[:TEXT_CHARACTERS])
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower()[:TEXT_CHARACTERS]
    if _ACCENTED.search(text):
        bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", bare)
    return text


def runs(text: str) -> list[str]:
    """Return the text's runs: ``GNSS测量2级`` has four."""
    return _RUN.findall(norm(text))


def runs_asked(text: str) -> list[str]:
    """Return what is looked for: the first eight different runs of a text that somebody typed."""
    return list(dict.fromkeys(runs(text[:QUERY_CHARACTERS])))[:QUERY_RUNS]


def is_chinese(run: str) -> bool:
    """Return whether a run is of Chinese (or Japanese, or Korean) characters."""
    return bool(_CHINESE.match(run))


def is_whole(run: str) -> bool:
    """Return whether a run is found only as a whole: one letter or digit would match anything."""
    return len(run) == 1 and not is_chinese(run)


def grams(run: str) -> list[str]:
    """Return the tokens by which an index knows a run.

    Chinese: every two neighbours and the last character alone, so that one character is
    the beginning of a token wherever it stands.
    """
    if not is_chinese(run):
        return [run]
    return [run[place : place + 2] for place in range(len(run))]


def phrase(run: str) -> list[str]:
    """Return the tokens that stand one after the other where a run is found."""
    return grams(run)[:-1] if is_chinese(run) and len(run) > 1 else [run]


def tokens(found: Iterable[str]) -> str:
    """Return runs as tokens, with a space between two: what an engine is given to index."""
    return " ".join(token for run in found for token in grams(run))


def hay(found: Iterable[str]) -> str:
    """Return runs as one string in which ``occurs`` looks; a space before and after each."""
    return f" {' '.join(found)} "


def needle(run: str) -> str:
    """Return the part of a ``hay`` that shows that a run occurs."""
    if is_chinese(run):
        return run
    return f" {run} " if is_whole(run) else f" {run}"


def occurs(run: str, among: str) -> bool:
    """Return whether a run occurs in a ``hay``. Every engine must find exactly this."""
    return needle(run) in among


def name_key(name: str) -> str:
    """Return what two ways of writing one name have in common."""
    return "".join(runs(name[:QUERY_CHARACTERS]))


def sound_asked(run: str) -> str | None:
    """Return the sound that somebody may mean by a run of letters; None where it is none."""
    if len(run) < SHORTEST_SOUND or not (run.isascii() and run.isalpha()):
        return None
    return SOUND + run[:SOUND_LETTERS]
