"""Parameters carry their words in Chinese and English; a rule is given one of them."""

from __future__ import annotations

CHINESE, ENGLISH = "_zh", "_en"


def spoken(value: object, *, english: bool) -> object:
    """Return the parameters with each ``label_zh``, ``label_en`` as one ``label``.

    Where the English text is missing the Chinese one stands in.
    """
    if isinstance(value, list):
        return [spoken(each, english=english) for each in value]
    if not isinstance(value, dict):
        return value
    said = {}
    for key, each in value.items():
        stem = key[: -len(CHINESE)]
        if key.endswith(CHINESE):
            said[stem] = (english and value.get(stem + ENGLISH)) or each
        elif not key.endswith(ENGLISH):
            said[key] = spoken(each, english=english)
    return said
