"""Blocks of prose: what an editor writes, in shapes that are fixed."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

PROSE = ["bold", "link", "document-link", "ol", "ul"]
HEADED = ["h2", "h3", *PROSE]


def paragraph_block() -> blocks.RichTextBlock:
    """Return running text with headings."""
    return blocks.RichTextBlock(
        label=_("Paragraph"),
        features=HEADED,
        icon="pilcrow",
        template="cms/blocks/paragraph_block.html",
    )


class StepBlock(blocks.StructBlock):
    """One step of a guide: what to do, what to bring, how long it takes."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=PROSE)
    days = blocks.IntegerBlock(label=_("working days"), min_value=0, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "cms/blocks/step_block.html"


class QuestionBlock(blocks.StructBlock):
    """A question as people ask it, and the answer."""

    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("answer"), features=PROSE)

    class Meta:
        icon = "help"
        label = _("Question")
        template = "cms/blocks/question_block.html"


class CalloutBlock(blocks.StructBlock):
    """One thing to know, set apart from the text around it."""

    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[
            ("info", _("Good to know")),
            ("ok", _("Good news")),
            ("warn", _("Take care")),
            ("stop", _("Not allowed")),
        ],
        default="info",
    )
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=PROSE, required=False)

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "cms/blocks/callout_block.html"


class PictureBlock(blocks.StructBlock):
    """A picture with its caption and the name of whoever made it."""

    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)
    credit = blocks.CharBlock(label=_("made by"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture_block.html"


class DownloadBlock(blocks.StructBlock):
    """A document to take away, with its type and size."""

    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(
        label=_("title"),
        max_length=160,
        required=False,
        help_text=_("Where it is empty, the document's own title stands."),
    )
    note = blocks.CharBlock(label=_("note"), max_length=200, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document to download")
        template = "cms/blocks/download_block.html"


class TableBlock(blocks.StructBlock):
    """A table with a name; columns of numbers are set flush right."""

    caption = blocks.CharBlock(label=_("name of the table"), max_length=160)
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.CharBlock(label=_("Number"), required=False)),
            (
                "prose",
                blocks.RichTextBlock(label=_("Formatted text"), features=PROSE, required=False),
            ),
        ],
        label=_("table"),
    )
    note = blocks.CharBlock(label=_("note"), max_length=300, required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/table_block.html"


class FoldBlock(blocks.StructBlock):
    """One part of an accordion: a heading that opens, and what stands under it."""

    title = blocks.CharBlock(label=_("heading"), max_length=160)
    text = blocks.RichTextBlock(label=_("text"), features=PROSE)

    class Meta:
        label = _("Part")


class AccordionBlock(blocks.StructBlock):
    """Several parts of second rank, folded until somebody opens them."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    parts = blocks.ListBlock(FoldBlock(), label=_("parts"), min_num=1)

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        template = "cms/blocks/accordion_block.html"


def prose_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks that need nothing but an editor's words, by name."""
    return [
        ("paragraph", paragraph_block()),
        ("step", StepBlock()),
        ("question", QuestionBlock()),
        ("accordion", AccordionBlock()),
        ("callout", CalloutBlock()),
        ("table", TableBlock()),
        ("picture", PictureBlock()),
        ("download", DownloadBlock()),
    ]
