"""Pages of one kind, on whatever page models a site has them."""

from __future__ import annotations

from django.db import models
from wagtail.models import get_page_models


def page_models_of(mixin: type[models.Model]) -> list[type[models.Model]]:
    """Return every installed page model that has a mixin, a host's own included."""
    return [model for model in get_page_models() if issubclass(model, mixin)]


def child_model_of(index: type[models.Model], mixin: type[models.Model]):
    """Return the page model with a mixin that may stand below an index, or None."""
    return next((each for each in index.clean_subpage_models() if issubclass(each, mixin)), None)


def live_children(index, mixin: type[models.Model]):
    """Return the pages with a mixin below an index that everybody may read."""
    model = child_model_of(type(index), mixin) or next(iter(page_models_of(mixin)))
    return model.objects.child_of(index).live().public()


def live_in(mixin: type[models.Model], language: str) -> list:
    """Return the query of each model with a mixin: its live and public pages of a language."""
    return [
        model.objects.live().public().filter(locale__language_code=language)
        for model in page_models_of(mixin)
    ]
