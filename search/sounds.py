"""How Chinese names sound: pinyin and initials, from any of the first characters on.

``惠州市悦宇测绘`` is found by ``hzsyych``, ``yueyu`` and ``yych``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, load_phrases_dict

from .text import SOUND, SOUND_LETTERS, is_chinese, runs

BEGINNINGS = 6  # somebody leaves the city and its 市 out, and a part of the name

# Readings that the library gets wrong, or that depend on the place.
READINGS = {
    "朝阳": ("chao", "yang"),
    "重庆": ("chong", "qing"),
    "长沙": ("chang", "sha"),
    "长春": ("chang", "chun"),
    "长安": ("chang", "an"),
    "厦门": ("xia", "men"),
    "会计": ("kuai", "ji"),
    "番禺": ("pan", "yu"),
    "洞庭": ("dong", "ting"),
    "台州": ("tai", "zhou"),
    "六安": ("lu", "an"),
    "行业": ("hang", "ye"),
    "银行": ("yin", "hang"),
    "勘查": ("kan", "cha"),
}
ALSO = {"朝阳": ("zhao", "yang"), "勘查": ("kan", "zha")}  # second readings, as people type them

load_phrases_dict({name: [[part] for part in parts] for name, parts in READINGS.items()})


def sounds(names: Iterable[str]) -> list[str]:
    """Return the runs by which names are found by their sound, each marked as a sound."""
    found: dict[str, None] = {}
    for name in names:
        chinese = "".join(run for run in runs(name) if is_chinese(run))
        if len(chinese) > 1:
            for reading in _readings(chinese[:40]):
                found |= dict.fromkeys(_beginnings(reading))
    return list(found)


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    first = tuple(lazy_pinyin(name, style=Style.NORMAL, errors="ignore"))
    also = next((word for word in ALSO if len(word) > 1 and word in name), None)
    if also is None or len(first) != len(name):
        return (first,)
    place = name.index(also)
    return first, (*first[:place], *ALSO[also], *first[place + len(also) :])


def _beginnings(syllables: tuple[str, ...]) -> Iterator[str]:
    for start in range(min(BEGINNINGS, len(syllables))):
        rest = syllables[start:]
        if len(rest) > 1:
            yield SOUND + "".join(rest)[:SOUND_LETTERS]
            yield SOUND + "".join(each[0] for each in rest)[:SOUND_LETTERS]
