"""The words at the end of a lookup such as ``services__item__name_zh``, read from a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import Manager, Model


def words_at(row: Model, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the texts at the ends of the lookups, each once, without the empty ones."""
    found = (word for path in paths for word in _follow(row, path.split("__")))
    return tuple(dict.fromkeys(word for word in found if word))


def related(model: type[Model], paths: Iterable[str]) -> list[str]:
    """Return the relations on the way, as ``prefetch_related`` takes them."""
    found: dict[str, None] = {}
    for path in paths:
        way, here = [], model
        for step in path.split("__"):
            try:
                field = here._meta.get_field(step)
            except FieldDoesNotExist:
                break
            if not field.is_relation or field.related_model is None:
                break
            way.append(step)
            here = field.related_model
        if way:
            found["__".join(way)] = None
    return list(found)


def _follow(thing, steps: list[str]) -> Iterator[str]:
    if isinstance(thing, Manager):
        for row in thing.all():
            yield from _follow(row, steps)
    elif isinstance(thing, Model):
        try:
            yield from _follow(getattr(thing, steps[0]), steps[1:])
        except ObjectDoesNotExist:  # a one-to-one relation that is not there
            return
    elif isinstance(thing, (list, tuple)):
        for each in thing:
            yield from _follow(each, steps)
    elif thing is not None:
        yield str(thing)
