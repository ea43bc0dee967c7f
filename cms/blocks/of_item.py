"""Blocks without a field of their own: they show what the catalogue says of the page's item."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from marketplace import clock
from marketplace.models import ApprovalItem, ServiceItem
from marketplace.notation import in_chinese
from marketplace.purchasable import why_not_purchasable


class OfItemBlock(blocks.StaticBlock):
    """A block that reads the item of the page on which it stands.

    ``anchor`` and ``heading`` name it in the contents at the head of the page.
    """

    anchor = ""
    heading = ""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        item = getattr(context.get("page"), "item", None)
        own = {"item": item, "title": self.heading, "id": self.anchor, "lead": "", "url": ""}
        return context | own | (self.read(item) if item else {})

    def has_something(self, item) -> bool:
        """Return whether the block shows anything for an item."""
        return bool(self.heading)

    def read(self, item) -> dict:
        """Return what the template needs beside the item itself."""
        return {}


class ItemFactsBlock(OfItemBlock):
    """The item's facts on a few lines."""

    class Meta:
        icon = "list-ul"
        label = _("Facts of the service item")
        admin_text = _("Shows department, standard days, credentials and legal basis of the item.")
        template = "cms/blocks/item_facts_block.html"


class ItemStepsBlock(OfItemBlock):
    """The steps from the contract to the deliverable."""

    anchor, heading = "steps", _("How it goes")

    def has_something(self, item):
        return bool(item.steps)

    class Meta:
        icon = "list-ol"
        label = _("Steps of the service item")
        admin_text = _("Lists the steps, as the catalogue has them.")
        template = "cms/blocks/item_steps_block.html"

    def read(self, item):
        return {"steps": [{"title": in_language(step)} for step in item.steps]}


class ItemPapersBlock(OfItemBlock):
    """The papers that have to be there."""

    anchor, heading = "papers", _("Papers to prepare")

    def has_something(self, item):
        return bool(item.papers)

    class Meta:
        icon = "doc-full"
        label = _("Papers of the service item")
        admin_text = _("Lists the papers to prepare, as the catalogue has them.")
        template = "cms/blocks/item_papers_block.html"

    def read(self, item):
        return {"papers": [in_language(paper) for paper in item.papers]}


class ItemTimeBlock(OfItemBlock):
    """How long it may take, and how that is counted."""

    anchor, heading = "time", _("How long it may take")

    class Meta:
        icon = "time"
        label = _("Standard time of the service item")
        admin_text = _("Shows the standard working days, and how they are counted.")
        template = "cms/blocks/item_time_block.html"


class FeeCapBlock(OfItemBlock):
    """The item's fee cap with its source, and a calculator where it follows from a schedule."""

    anchor, heading = "cap", _("At most how much")

    class Meta:
        icon = "tag"
        label = _("Fee cap")
        admin_text = _("Shows the fee cap of this guide's service item, with its calculator.")
        template = "cms/blocks/fee_cap_block.html"


class ItemCredentialsBlock(OfItemBlock):
    """Who may do it: the credentials, and the agencies that offer the service."""

    anchor, heading = "who", _("Who may do it")

    class Meta:
        icon = "group"
        label = _("Who may do the service item")
        admin_text = _("Lists the credentials that are needed, and agencies that offer the item.")
        template = "cms/blocks/item_credentials_block.html"

    def read(self, item):
        return {"required": required_of(item)}


class ItemDutyBlock(OfItemBlock):
    """Whether anybody may demand it, who pays, and on which law it rests."""

    anchor, heading = "duty", _("May anybody demand it, and who pays?")

    class Meta:
        icon = "lock-open"
        label = _("Duty, payer and legal basis")
        admin_text = _("Shows whether anybody may demand the item, who pays, and the legal basis.")
        template = "cms/blocks/item_duty_block.html"

    def read(self, item):
        return {"barred": why_not_purchasable(item, today())}


class ItemPlaceBlock(OfItemBlock):
    """Where the item stands: its stage, the approval it precedes, the projects that need it."""

    anchor, heading = "place", _("Its place among the approvals")

    class Meta:
        icon = "site"
        label = _("Place among the approvals")
        admin_text = _("Shows the stage, the approval that follows, and who needs the item.")
        template = "cms/blocks/item_place_block.html"

    def read(self, item):
        return {"stages": stages_around(item), "needs": needs_of(item)}


class ItemQuestionsBlock(OfItemBlock):
    """What people ask about the item."""

    anchor, heading = "questions", _("Questions people ask")

    def has_something(self, item):
        return bool(item.questions)

    class Meta:
        icon = "help"
        label = _("Questions about the service item")
        admin_text = _("Lists questions and answers, as the catalogue has them.")
        template = "cms/blocks/item_questions_block.html"

    def read(self, item):
        return {
            "questions": [
                (in_language(each, "question_"), in_language(each, "answer_"))
                for each in item.questions
            ]
        }


class ItemMarketBlock(OfItemBlock):
    """What happens with the item now: open notices, and what past selections say."""

    anchor, heading = "market", _("Notices for this service")

    class Meta:
        icon = "list-ul"
        label = _("Notices for the service item")
        admin_text = _("Shows open notices for the item, and what past selections say.")
        template = "cms/blocks/item_market_block.html"


def item_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks that read the page's item, in the order in which a guide has them."""
    return [
        ("item_steps", ItemStepsBlock()),
        ("item_papers", ItemPapersBlock()),
        ("item_time", ItemTimeBlock()),
        ("fee_cap", FeeCapBlock()),
        ("item_credentials", ItemCredentialsBlock()),
        ("item_duty", ItemDutyBlock()),
        ("item_place", ItemPlaceBlock()),
        ("item_questions", ItemQuestionsBlock()),
        ("item_market", ItemMarketBlock()),
        ("item_facts", ItemFactsBlock()),
    ]


def contents_of(page) -> list[tuple[str, object]]:
    """Return anchor and heading of every block on a page that reads its item."""
    of_item = [each.block for each in page.body if isinstance(each.block, OfItemBlock)]
    return [(block.anchor, block.heading) for block in of_item if block.has_something(page.item)]


READ_FROM_THE_ITEM = tuple(name for name, _block in item_blocks())
OF_A_FIRST_GUIDE = tuple(name for name in READ_FROM_THE_ITEM if name != "item_facts")


def in_language(texts, prefix: str = "") -> str:
    """Return a text of the catalogue in the reader's language; Chinese where it has no other."""
    chinese = texts.get(f"{prefix}zh", "")
    return chinese if in_chinese() else texts.get(f"{prefix}en") or chinese


def required_of(item: ServiceItem):
    """Return the credentials that an item asks for, with their types and lowest grades."""
    found = item.required_credentials.select_related("type__replaced_by", "min_grade")
    return found.order_by("type__code")


def stages_around(item: ServiceItem) -> list[dict]:
    """Return all stages of a project, the item's own marked, for a row of steps."""
    return [
        {"label": stage.label, "is_here": stage.value == item.stage} for stage in ServiceItem.Stage
    ]


def needs_of(item: ServiceItem) -> list[ApprovalItem]:
    """Return the approvals of project types that rest on an item, by type and place."""
    offered = ApprovalItem.objects.filter(items=item, project_type__retired_on=None)
    found = offered.select_related("project_type", "department")
    return list(found.order_by("project_type__place", "project_type__code", "place"))


def today():
    """Return the day on which a page is read."""
    return timezone.localdate(clock.now())
