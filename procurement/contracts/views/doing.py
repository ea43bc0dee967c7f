"""What every deed of a service has in common: who may do it, its form, and the way back."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.kernel.refusal import Refusal

from ..presentation.deed_forms import FORMS
from ..presentation.deeds import WORDS, Deed
from ..presentation.page import service_page
from ..presentation.rows import service_url
from ..presentation.sides import service_seen_by


class SeeOther(HttpResponseRedirect):
    """Leads on from a deed, to be read with GET; nothing is sent again by going back."""

    status_code = 303


def service_of(request, public_id: str):
    """Return a service that the user may see, with the user's sides.

    Raises:
        Http404: for others' services, exactly as for those that do not exist.
    """
    found = service_seen_by(request.user, public_id)
    if found is None:
        raise Http404
    return found


def service_screen(request, engagement, sides, *, tried=None, status=200):
    """Return the page of a service; ``tried`` has the form of a deed that was refused."""
    context = service_page(engagement, sides, at=request.received_at, tried=tried)
    return render(request, "procurement/contracts/service.html", context, status=status)


def deed(key: Deed):
    """Make a view of a function that does one deed and returns what to say about it.

    The function is given the request, the engagement and the valid form. A refusal is shown
    on the service's page with 422; GET leads to the deed's place on that page.
    """

    def make(do):
        @require_http_methods(["GET", "HEAD", "POST"])
        @login_required
        @wraps(do)
        def view(request, public_id):
            engagement, sides = service_of(request, public_id)
            if not WORDS[key].sides & sides:
                raise PermissionDenied(_("This is for the other side of the service."))
            if request.method != "POST":
                return HttpResponseRedirect(f"{service_url(engagement)}#{key.value}")
            form = FORMS[key](
                request.POST, request.FILES, engagement=engagement, auto_id=f"{key}_%s"
            )
            told = _done(do, request, engagement, form)
            if told is None:
                engagement, sides = service_of(request, public_id)
                return service_screen(request, engagement, sides, tried={key: form}, status=422)
            messages.success(request, told)
            return SeeOther(service_url(engagement))

        return view

    return make


def _done(do, request, engagement, form) -> str | None:
    """Return what to say of the deed, or None where the form tells why it was not done."""
    if not form.is_valid():
        return None
    try:
        return do(request, engagement, form)
    except Refusal as refusal:
        form.add_refusal(refusal)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return None
