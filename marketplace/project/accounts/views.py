"""What a person says about themselves: the name others see, and the language of their mails."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .forms import SettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request):
    """Show the name and the language, and keep what was changed."""
    form = SettingsForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, _("Your settings are kept."))
        return redirect("accounts:settings")
    status = 422 if form.errors else 200
    return render(request, "account/settings.html", {"form": form}, status=status)
