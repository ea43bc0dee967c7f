import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.forms_renderer import problems
from marketplace.patterns import SampleForm

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def component(name: str, request=None, /, **context) -> str:
    """Return a component with the spaces between its lines taken out."""
    markup = render_to_string(f"marketplace/components/{name}.html", context, request)
    return re.sub(r"\s+", " ", markup).strip()


class QuoteForm(forms.Form):
    price = forms.CharField(label="Price", help_text="For example 118000.00")
    kind = forms.ChoiceField(
        label="Who pays", choices=[("a", "owner"), ("b", "authority")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label="I am not related to the owner")
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


def wrong_form() -> QuoteForm:
    form = QuoteForm({"price": "", "note": SCRIPT, "token": "t"})
    form.is_valid()
    return form


# --- Fields -------------------------------------------------------------------------------


def test_a_field_ties_label_help_and_error_to_its_control():
    markup = component("field", field=wrong_form()["price"])

    assert '<div class="field field--wrong">' in markup
    assert '<label class="field__label" for="id_price">Price</label>' in markup
    assert '<div class="field__hint" id="id_price_helptext">For example 118000.00</div>' in markup
    assert '<div class="field__error" id="id_price_error">' in markup
    assert 'aria-invalid="true"' in markup
    assert 'aria-describedby="id_price_helptext id_price_error"' in markup


def test_an_empty_field_says_what_to_do():
    form = wrong_form()

    assert "Fill this in." in component("field", field=form["price"])
    assert "Choose one." in component("field", field=form["kind"])
    assert "Tick the box to go on." in component("field", field=form["sure"])


def test_a_forms_own_words_for_an_empty_field_win():
    class Own(forms.Form):
        price = forms.CharField(error_messages={"required": "Enter your quote."})

    form = Own({})
    form.is_valid()

    assert "Enter your quote." in component("field", field=form["price"])


def test_a_field_without_errors_claims_none():
    markup = component("field", field=QuoteForm()["price"])

    assert 'class="field"' in markup
    assert "aria-invalid" not in markup
    assert 'aria-describedby="id_price_helptext"' in markup


def test_what_may_stay_empty_says_so_once():
    markup = component("field", field=QuoteForm()["note"])

    assert markup.count("(optional)") == 1
    assert "(optional)" not in component("field", field=QuoteForm()["note"], quiet=True)
    assert "(optional)" not in component("field", field=QuoteForm()["price"])


def test_choices_are_one_group_with_a_legend():
    markup = component("field", field=wrong_form()["kind"])

    assert markup.startswith(
        '<fieldset class="field field--wrong" aria-describedby="id_kind_error">'
    )
    assert '<legend class="field__label">Who pays</legend>' in markup
    assert '<label class="check" for="id_kind_0"><input type="radio" name="kind"' in markup
    assert markup.count('type="radio"') == 2


def test_a_tick_box_stands_before_its_label():
    markup = component("field", field=QuoteForm()["sure"])

    assert re.search(
        r'<label class="check" for="id_sure"><input type="checkbox" [^>]*class="check__box"', markup
    )


def test_a_hidden_field_is_only_its_input():
    assert component("field", field=QuoteForm()["token"]) == (
        '<input type="hidden" name="token" value="t" id="id_token">'
    )


def test_a_unit_stands_beside_the_input():
    markup = component("field", field=QuoteForm()["price"], unit="yuan")

    assert 'class="input input--short"' in markup
    assert '<span class="soft">yuan</span>' in markup


def test_a_day_and_a_time_are_one_group_and_each_has_a_name():
    markup = component("field", field=SampleForm()["closes"])

    assert markup.startswith("<fieldset")
    assert 'aria-label="Date"' in markup
    assert 'aria-label="Time"' in markup


def test_a_form_alone_comes_in_the_sites_markup():
    markup = str(wrong_form())

    assert 'class="message message--stop error-summary"' in markup
    assert '<label class="field__label" for="id_price">' in markup
    assert 'type="hidden" name="token"' in markup


def test_a_formset_alone_comes_in_the_sites_markup():
    quotes = forms.formset_factory(QuoteForm, extra=2)()

    markup = str(quotes)

    assert 'name="form-TOTAL_FORMS"' in markup
    assert markup.count('class="field__label" for="id_form-') == 4


# --- The error summary --------------------------------------------------------------------


def test_the_summary_counts_links_and_takes_the_focus():
    markup = component("error_summary", form=wrong_form())

    assert 'role="alert" tabindex="-1" autofocus' in markup
    assert "There are 3 things to put right" in markup
    assert '<a href="#id_price">Price: Fill this in.</a>' in markup
    assert '<a href="#id_kind_0">Who pays: Choose one.</a>' in markup
    assert '<a href="#id_sure">' in markup


def test_every_link_of_the_summary_leads_to_a_control():
    form = wrong_form()
    links = re.findall(r'href="#([^"]+)"', component("error_summary", form=form))
    fields = "".join(component("field", field=field) for field in form)

    assert len(links) == 3
    assert all(f'id="{link}"' in fields for link in links)


def test_a_form_without_errors_has_no_summary():
    assert component("error_summary", form=QuoteForm()) == ""
    assert component("error_summary") == ""


def test_an_error_of_the_whole_form_shows_its_code_and_the_way_on():
    form = QuoteForm({})
    form.is_valid()
    error = forms.ValidationError("The price is above the ceiling.", code="price.above_ceiling")
    error.next_step = "Enter at most 124,009.41."
    form.add_error(None, error)

    markup = component("error_summary", form=form)

    assert "The price is above the ceiling." in markup
    assert "Enter at most 124,009.41." in markup
    assert "<code>price.above_ceiling</code>" in markup


def test_the_summary_gathers_several_forms_and_a_formset():
    formset = forms.formset_factory(QuoteForm)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-price": "1"}
    )

    found = problems([wrong_form(), formset, QuoteForm(), None, ""])

    assert [problem.anchor for problem in found][:3] == ["id_price", "id_kind_0", "id_sure"]
    assert [problem.anchor for problem in found][3:] == ["id_form-0-kind_0", "id_form-0-sure", ""]


def test_an_error_of_a_hidden_field_is_told_without_a_link():
    form = QuoteForm({"price": "1", "kind": "a", "sure": "on"})
    form.is_valid()

    markup = component("error_summary", form=form)

    assert "<li>Token: Fill this in.</li>" in markup


def test_what_was_typed_comes_back_as_text():
    markup = component("field", field=wrong_form()["note"])

    assert "&lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in markup
