"""Policies and standards: what is in force, since when, and what was in force before."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.search import index

from ..blocks import ProseStreamBlock
from ..blocks.of_item import today
from ..blocks.prose import DownloadBlock
from .family import live_children
from .index_page import IndexPageMixin
from .policy_filter import PolicyFilter, shown_policies


class AttachmentsBlock(StreamBlock):
    """The files of a policy."""

    download = DownloadBlock()


class PolicyPageMixin(models.Model):
    """One version of a policy or standard: its number, who issued it, and when it counts.

    All versions of one policy carry one ``series``, across languages: it comes from the first
    of them and is never typed. From it the page tells what came before and after.
    """

    class Kind(models.TextChoices):
        POLICY = "policy", pgettext_lazy("a text", "Policy")
        RULE = "rule", _("Rule of the hall")
        STANDARD = "standard", _("Standard")
        MODEL = "model", _("Model text")

    class Standing(models.TextChoices):
        COMING = "coming", _("Not in force yet")
        IN_FORCE = "in_force", pgettext_lazy("a text", "In force")
        SUPERSEDED = "superseded", _("Superseded")
        REPEALED = "repealed", _("Repealed")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.POLICY)
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer = models.CharField(_("issued by"), max_length=160)
    issued_on = models.DateField(_("issued on"))
    in_force_from = models.DateField(_("in force from"))
    repealed_on = models.DateField(
        _("repealed on"), null=True, blank=True, help_text=_("The first day without it.")
    )
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("takes the place of"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The version before this one; its page says so by itself."),
    )
    series = models.UUIDField(editable=False, null=True, db_index=True)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = StreamField(ProseStreamBlock(), verbose_name=_("body"), blank=True)
    attachments = StreamField(AttachmentsBlock(), verbose_name=_("files"), blank=True)

    policy_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("number")]),
                FieldPanel("issuer"),
                FieldRowPanel([FieldPanel("issued_on"), FieldPanel("in_force_from")]),
                FieldPanel("repealed_on"),
                PageChooserPanel("supersedes"),
            ],
            heading=_("What it is and when it counts"),
        ),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("attachments"),
    ]
    policy_search_fields = [
        index.SearchField("number"),
        index.SearchField("issuer"),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("in_force_from"),
    ]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        before = self.supersedes
        self.series = before.series if before and before.series else self.translation_key
        super().save(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        on, versions = today(), self.versions()
        return context | {
            "versions": versions,
            "standing": standing_of(self, versions, on),
            "newer": next_version(self, versions),
            "older": previous_version(self, versions),
        }

    def versions(self) -> list:
        """Return all live versions in this language, the newest first, each with its standing."""
        found = type(self).objects.live().public()
        found = found.filter(series=self.series, locale=self.locale)
        versions = list(found.order_by("-in_force_from", "-issued_on", "-pk"))
        on = today()
        for version in versions:
            version.standing = standing_of(version, versions, on)
        return versions


class PolicyIndexPageMixin(IndexPageMixin):
    """The library of policies and standards of a language, with its filters."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        chosen = PolicyFilter(
            request.GET, with_standing(live_children(self, PolicyPageMixin), today())
        )
        return context | shown_policies(chosen, request)


def standing_of(policy, versions: list, on: date) -> PolicyPageMixin.Standing:
    """Return where a version stands on a day, among all versions of its policy."""
    standing = PolicyPageMixin.Standing
    if policy.repealed_on and policy.repealed_on <= on:
        return standing.REPEALED
    if policy.in_force_from > on:
        return standing.COMING
    newer = next_version(policy, versions)
    if newer and newer.in_force_from <= on:
        return standing.SUPERSEDED
    return standing.IN_FORCE


def next_version(policy, versions: list):
    """Return the version that comes after this one, or None."""
    at = _place(policy, versions)
    return versions[at - 1] if at else None


def previous_version(policy, versions: list):
    """Return the version that came before this one, or None."""
    at = _place(policy, versions)
    return versions[at + 1] if at is not None and at + 1 < len(versions) else None


def with_standing(policies, on: date):
    """Annotate each policy with ``is_in_force`` and ``is_coming``, as of a day.

    It is in force once it has begun, until it is repealed or a newer version counts.
    """
    newer = policies.model.objects.live().filter(
        series=OuterRef("series"),
        locale=OuterRef("locale"),
        in_force_from__lte=on,
        in_force_from__gt=OuterRef("in_force_from"),
    )
    stands = Q(repealed_on=None) | Q(repealed_on__gt=on)
    return policies.annotate(
        is_coming=_as_flag(Q(in_force_from__gt=on) & stands),
        is_in_force=_as_flag(Q(in_force_from__lte=on) & stands & ~Exists(newer)),
    )


def _as_flag(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _place(policy, versions: list) -> int | None:
    keys = [version.pk for version in versions]
    return keys.index(policy.pk) if policy.pk in keys else None
