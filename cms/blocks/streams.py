"""The bodies of pages: which blocks an editor may put one after the other."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .catalogue import catalogue_blocks
from .of_item import READ_FROM_THE_ITEM, item_blocks
from .of_project import READ_FROM_THE_PROJECT, ChartOfProjectBlock, project_blocks
from .prose import prose_blocks
from .site import site_blocks


class GuideStreamBlock(blocks.StreamBlock):
    """The body of a guide: what the catalogue says of its item, and an editor's words."""

    def __init__(self, local_blocks=None, **kwargs):
        groups = [
            (_("Read from this guide's service item"), item_blocks()),
            *_everywhere(),
        ]
        super().__init__(local_blocks or _grouped(groups), **kwargs)

    class Meta:
        block_counts = {name: {"max_num": 1} for name in READ_FROM_THE_ITEM}


class ScenarioStreamBlock(blocks.StreamBlock):
    """The body of a scenario guide: the lists of its project type, and an editor's words."""

    def __init__(self, local_blocks=None, **kwargs):
        groups = [
            (_("Read from this page's project type"), project_blocks()),
            *_everywhere(),
        ]
        super().__init__(local_blocks or _grouped(groups), **kwargs)

    class Meta:
        block_counts = {name: {"max_num": 1} for name in READ_FROM_THE_PROJECT}


class ProseStreamBlock(blocks.StreamBlock):
    """The body of a page that is about no item."""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(local_blocks or _grouped(_everywhere()), **kwargs)


class SearchWordsBlock(blocks.StreamBlock):
    """Words that visitors often search for, offered beneath the search box."""

    word = blocks.CharBlock(label=_("search word"), max_length=40)


def _everywhere() -> list[tuple]:
    """Return what may stand on every page, by heading of the editor's menu."""
    chart = ("chart_of_project", ChartOfProjectBlock())
    return [
        (_("Written here"), prose_blocks()),
        (_("Read from the catalogue"), [*catalogue_blocks(), chart]),
        (_("Read from the hall"), site_blocks()),
    ]


def _grouped(groups) -> list[tuple[str, blocks.Block]]:
    """Return the blocks with the heading under which the editor's menu lists them."""
    found = []
    for heading, named in groups:
        for name, block in named:
            block.meta.group = heading
            found.append((name, block))
    return found
