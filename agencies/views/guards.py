"""Who is let in: an agency's own people, and the staff whose duty it is."""

from __future__ import annotations

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from ..permissions import agency_of


def for_my_agency(view):
    """Give the view the agency that the user acts for; who has none may register one."""

    @login_required
    @wraps(view)
    def guarded(request, **arguments):
        agency = agency_of(request.user)
        if agency is not None:
            return view(request, agency, **arguments)
        if request.method == "POST":
            raise PermissionDenied
        return redirect("agencies:register")

    return guarded


def for_duty(predicate):
    """Let only those staff in of whom the predicate is true."""

    def guard(view):
        @login_required
        @wraps(view)
        def guarded(request, **arguments):
            if not predicate(request.user):
                raise PermissionDenied
            return view(request, **arguments)

        return guarded

    return guard
