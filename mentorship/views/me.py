"""A person's own page: what they are called, how they read, sign in, and which mails they get."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions import change_settings
from mentorship.accounts.forms import SettingsForm
from mentorship.accounts.permissions import Permission


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def me(request: SignedInRequest) -> HttpResponse:
    """Show one's own settings, and keep them."""
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, person=request.user)
    if form.is_valid():
        change_settings(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("me")
    return render(request, "me/me_detail.html", {"form": form, "now": timezone.localtime()})
