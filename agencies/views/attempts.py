"""One call of a command, and its refusal told where the person looks."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from marketplace.kernel.refusal import Refusal

from ..forms import RefusableForm


def attempt(form: RefusableForm, command, **arguments) -> bool:
    """Call the command once and return whether it was done; the form shows why not."""
    refusal = refusal_of(command, **arguments)
    if refusal is not None:
        form.add_refusal(refusal)
    return refusal is None


def refusal_of(command, **arguments) -> Refusal | None:
    """Call the command once and return what it refused, if it did.

    Raises:
        Http404: where the thing is gone, perhaps since the page was made.
    """
    try:
        command(**arguments)
    except Refusal as refusal:
        return refusal
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return None
