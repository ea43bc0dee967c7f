"""What editors build pages from. A figure that the catalogue knows is read, never typed."""

from .of_item import OF_A_FIRST_GUIDE, READ_FROM_THE_ITEM, in_language
from .of_project import READ_FROM_THE_PROJECT
from .streams import (
    GuideStreamBlock,
    ProseStreamBlock,
    ScenarioStreamBlock,
    SearchWordsBlock,
)

__all__ = [
    "OF_A_FIRST_GUIDE",
    "READ_FROM_THE_ITEM",
    "READ_FROM_THE_PROJECT",
    "GuideStreamBlock",
    "ProseStreamBlock",
    "ScenarioStreamBlock",
    "SearchWordsBlock",
    "in_language",
]
