"""The registered modes as choices for a draft: open or closed, each with its own fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.icons import mode_glyph
from marketplace.kernel.refusal import Refusal
from marketplace.models import HallRules

from ..eligibility import grounds
from ..forms.mode import ModeChoiceForm, ModeForm
from ..models import Notice
from ..modes.base import SelectionMode
from ..modes.direct_selection import SMALL_SUM, SOLE_QUALIFIED, TWO_FAILURES
from ..modes.registry import modes
from ..outlook import Reach, close_like, needed_by, obstacle, usual_close, window

PARAMETERS = "procurement/wizard/mode_parameters.html"


@dataclass
class ModeOption:
    """One mode as the ``option`` component shows it."""

    mode: type[SelectionMode]
    form: ModeForm
    refusal: Refusal | None
    needed: int
    checked: bool = False
    template = PARAMETERS
    tag = ""

    @property
    def value(self) -> str:
        return self.mode.key

    @property
    def icon(self) -> str:
        return mode_glyph(self.mode)

    @property
    def label(self) -> str | Promise:
        return self.mode.label

    @property
    def text(self) -> str | Promise:
        return self.mode.explanation

    @property
    def closed(self) -> str:
        refusal = self.refusal
        return f"{refusal.message} {refusal.next_step}" if refusal else ""

    @property
    def facts(self) -> list[tuple]:
        if not self.mode.is_competitive:
            price, answers = _("your ceiling"), _("the acceptance of the agency you name")
        else:
            price = _("quoted, at most the ceiling") if self.mode.asks_price else _("your ceiling")
            answers = ngettext("%(count)d valid answer", "%(count)d valid answers", self.needed) % {
                "count": self.needed
            }
        facts = [(_("When"), self.mode.suits)] if self.mode.suits else []
        return [*facts, (_("Needs"), answers), (_("Price"), price)]


class ModeOptions:
    """Every mode of the site for one draft, and what was chosen and filled in."""

    def __init__(
        self, notice: Notice, rules: HallRules, reach: Reach, *, at: datetime, data=None, files=None
    ):
        self.notice, self.rules, self.reach, self.at = notice, rules, reach, at
        self.data, self.files = data, files
        found = sorted(modes, key=lambda mode: (not mode.is_competitive, mode.asks_price, mode.key))
        names = [(mode.key, mode.label) for mode in found]
        self.choice = ModeChoiceForm(data, choices=names)
        self.earlier = None if notice.mode_key else notice.follows  # whose mode is suggested
        stored = (self.earlier or notice).mode_key
        self.picked = data.get("mode", "") if data is not None else stored
        self.options = [self._option(mode) for mode in found]

    def _option(self, mode: type[SelectionMode]) -> ModeOption:
        closed = obstacle(mode, self.notice, self.rules, qualified=self.reach.qualified)
        return ModeOption(
            mode=mode,
            form=self._form(mode),
            refusal=closed,
            needed=needed_by(self.notice, self.rules, is_competitive=mode.is_competitive),
            checked=closed is None and mode.key == self.picked,
        )

    def _form(self, mode: type[SelectionMode]) -> ModeForm:
        """Bind the form of the mode that was picked; the others keep what they say."""
        asks_for_agency = any(each.kind == "agency" for each in mode.parameters)
        agencies = self.reach.agencies.select_related("organisation").order_by("public_id")
        sent = self.data is not None and mode.key == self.picked
        return ModeForm(
            self.data if sent else None,
            self.files if sent else None,
            mode=mode,
            agencies=agencies if asks_for_agency else (),
            closed=self._closed_choices(),
            window=window(self.rules, at=self.at),
            initial=self._initial(mode),
        )

    def _initial(self, mode: type[SelectionMode]) -> dict:
        closes_at = self.notice.closes_at
        earliest, _latest = window(self.rules, at=self.at)
        if closes_at is None or closes_at < earliest:
            closes_at = self._proposed_close()
        source = self.earlier or self.notice
        stored = source.mode_params if mode.key == source.mode_key else {}
        return {**stored, "closes_at": closes_at}

    def _proposed_close(self) -> datetime:
        if self.earlier:
            return close_like(self.earlier, self.rules, at=self.at)
        return usual_close(self.rules, at=self.at)

    def _closed_choices(self) -> dict[str, str]:
        reasons = {
            SMALL_SUM: _("not now: the ceiling is above %(limit)s yuan")
            % {"limit": f"{self.rules.direct_limit.major:,}"},
            TWO_FAILURES: _("not now: there have not been two"),
            SOLE_QUALIFIED: _("not now: %(count)d qualify") % {"count": self.reach.qualified},
        }
        known = grounds(self.notice, self.rules, self.reach.qualified)
        return {ground: reasons[ground] for ground, holds in known.items() if not holds}

    @property
    def chosen(self) -> ModeOption | None:
        """Return the option that was picked, open or not."""
        return next((each for each in self.options if each.value == self.picked), None)

    def is_valid(self) -> bool:
        """Return whether an open mode was picked and its fields are right."""
        if not self.choice.is_valid():
            return False
        if self.chosen.refusal is not None:
            self.choice.add_refusal(self.chosen.refusal)
            return False
        return self.chosen.form.is_valid()
