"""What one line of a draft needs for its cap: the figures, and the cap that they give."""

from __future__ import annotations

from fractions import Fraction

from django.utils import translation
from django.utils.functional import cached_property

from marketplace.fees import parts as fees
from marketplace.fees.domain.figures import Figures
from marketplace.fees.formfields import FeeInputsForm
from marketplace.kernel.refusal import Refusal

from ..models import NoticeLine
from ..parts import is_assessed
from .refusing import forgive_gaps

INVESTMENT = "投资"  # stands in the Chinese name of every base that is an investment


class LineFees:
    """The terms of a line, the form that asks for their figures, and what follows from them.

    The form begins with what the line rests on already, else with the project's investment
    where the schedule asks for an investment.
    """

    def __init__(self, line: NoticeLine, data=None, files=None):
        self.line = line
        self.refusal: Refusal | None = None
        self.terms = self.inputs = self.form = None
        try:
            self.terms = fees.terms_for(line.item, line.notice.hall)
            self.inputs = fees.inputs_for(self.terms)
        except Refusal as refusal:
            self.refusal = refusal
            return
        if self.inputs:
            initial = FeeInputsForm.initial_of(self._known)
            self.form = FeeInputsForm(
                data, files, terms=self.terms, prefix=f"fee-{line.pk}", initial=initial
            )

    @cached_property
    def _known(self) -> Figures:
        made = self.line.assessment
        if made is not None and made.kind == self.terms.kind:
            return Figures.of_facts(made.inputs)
        if self._asks_for_investment():
            return Figures(base=Fraction(self.line.notice.project.investment_minor, 100))
        return Figures()

    def _asks_for_investment(self) -> bool:
        with translation.override("zh-hans"):
            base = fees.inputs_for(self.terms).base
            return base is not None and INVESTMENT in str(base.label)

    def is_valid(self) -> bool:
        return self.form is None or self.form.is_valid()

    def forgive_gaps(self) -> None:
        if self.form is not None:
            forgive_gaps(self.form)

    def figures(self) -> Figures | None:
        """Return what was entered or, before anything is sent, what the form begins with."""
        if self.form is None:
            return Figures()
        if not self.form.is_bound:
            return self._known
        return self.form.figures() if self.form.is_valid() else None

    @cached_property
    def assessed(self) -> fees.Assessed | None:
        """Return cap, floor and steps; None without the figures, or where no rule speaks."""
        if self.terms is None or not is_assessed(self.terms):
            return None
        figures = self.figures()
        lacks = figures is None or (self.inputs.base is not None and figures.base is None)
        if lacks or (self.inputs.quantity is not None and figures.quantity is None):
            return None
        try:
            return fees.assess(self.terms, figures)
        except Refusal as refusal:
            self.refusal = refusal
            return None

    @property
    def is_assessed(self) -> bool:
        return self.terms is not None and is_assessed(self.terms)

    @property
    def cap(self):
        """Return the cap that holds for what stands in the form, or None."""
        if self.is_assessed:
            return self.assessed and self.assessed.cap
        return self.line.item.cap

    @property
    def floor(self):
        return self.assessed and self.assessed.floor

    @property
    def source(self) -> str:
        """Return whose figure the cap is, in the reader's language."""
        if not self.is_assessed:
            return self.line.item.cap_source
        chinese, english = fees.source_line(self.terms)
        return english if (translation.get_language() or "").startswith("en") else chinese
