"""What editors build pages from. A figure that the catalogue knows is read, never typed."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from marketplace.notation import in_chinese

PROSE = ["bold", "link", "ol", "ul"]
READ_FROM_THE_ITEM = ("item_facts", "fee_cap", "item_papers", "item_steps", "item_questions")


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
        item = getattr(context.get("page"), "item", None)
        return context | {"item": item, **(self.read(item) if item else {})}

    def read(self, item) -> dict:
        """Return what the template needs beside the item itself."""
        return {}


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


class ItemPapersBlock(OfItemBlock):
    """The papers that have to be there."""

    class Meta:
        icon = "doc-full"
        label = _("Papers of the service item")
        admin_text = _("Lists the papers to prepare, as the catalogue has them.")
        template = "marketplace/pages/includes/item_papers.html"

    def read(self, item):
        return {"papers": [in_language(paper) for paper in item.papers]}


class ItemStepsBlock(OfItemBlock):
    """The steps from the contract to the deliverable."""

    class Meta:
        icon = "list-ol"
        label = _("Steps of the service item")
        admin_text = _("Lists the steps, as the catalogue has them.")
        template = "cms/blocks/item_steps_block.html"

    def read(self, item):
        return {"steps": [{"title": in_language(step)} for step in item.steps]}


class ItemQuestionsBlock(OfItemBlock):
    """What people ask about the item."""

    class Meta:
        icon = "help"
        label = _("Questions about the service item")
        admin_text = _("Lists questions and answers, as the catalogue has them.")
        template = "marketplace/pages/includes/item_questions.html"

    def read(self, item):
        return {
            "questions": [
                (in_language(each, "question_"), in_language(each, "answer_"))
                for each in item.questions
            ]
        }


def in_language(texts, prefix: str = "") -> str:
    """Return a text of the catalogue in the reader's language; Chinese where it has no other."""
    chinese = texts.get(f"{prefix}zh", "")
    return chinese if in_chinese() else texts.get(f"{prefix}en") or chinese


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
    item_papers = ItemPapersBlock()
    item_steps = ItemStepsBlock()
    item_questions = ItemQuestionsBlock()
    step = StepBlock()
    question = QuestionBlock()

    class Meta:
        block_counts = {name: {"max_num": 1} for name in READ_FROM_THE_ITEM}


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
