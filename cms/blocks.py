"""What editors build pages from. A figure that the catalogue knows is read, never typed."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

PROSE = ["bold", "link", "ol", "ul"]


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


class OfItemBlock(blocks.StaticBlock):
    """A block without fields that shows what the catalogue says of the page's item."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["item"] = getattr(context.get("page"), "item", None)
        return context


class FeeCapBlock(OfItemBlock):
    """The item's fee cap with its source."""

    class Meta:
        icon = "tag"
        label = _("Fee cap")
        admin_text = _("Shows the fee cap of this guide's service item, as the catalogue has it.")
        template = "cms/blocks/fee_cap_block.html"


class ItemFactsBlock(OfItemBlock):
    """The item's facts: who pays, how long it takes, what is delivered, on which basis."""

    class Meta:
        icon = "list-ul"
        label = _("Facts of the service item")
        admin_text = _("Shows department, standard days, credentials and legal basis of the item.")
        template = "cms/blocks/item_facts_block.html"


class GuideStreamBlock(blocks.StreamBlock):
    """The body of a guide."""

    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        features=["h2", "h3", *PROSE],
        icon="pilcrow",
        template="cms/blocks/paragraph_block.html",
    )
    item_facts = ItemFactsBlock()
    fee_cap = FeeCapBlock()
    step = StepBlock()
    question = QuestionBlock()

    class Meta:
        block_counts = {"fee_cap": {"max_num": 1}, "item_facts": {"max_num": 1}}


class ProseStreamBlock(blocks.StreamBlock):
    """The body of a page that is about no item."""

    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        features=["h2", "h3", *PROSE],
        icon="pilcrow",
        template="cms/blocks/paragraph_block.html",
    )
    question = QuestionBlock()


class SearchWordsBlock(blocks.StreamBlock):
    """Words that visitors often search for, offered beneath the search box."""

    word = blocks.CharBlock(label=_("search word"), max_length=40)
