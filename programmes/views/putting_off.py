"""Not today: putting a need off until tomorrow, and taking it up again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.putting_off import CannotWaitError, put_off, take_up
from programmes.models import Programme, PutOff
from programmes.needs import needs_of


@programme_view(Permission.VIEW_PROGRAMME)
@require_POST
def need_put_off(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hide a need from the reader until tomorrow."""
    key = request.POST.get("key", "")
    need = next((each for each in needs_of(programme, request.user) if each.key == key), None)
    if need is None:
        messages.info(request, _("This is dealt with already."))
        return _to_today(request, programme)
    try:
        put_off(need, programme=programme, by=request.user)
    except CannotWaitError:
        messages.warning(request, _("“%(title)s” cannot wait.") % {"title": need.title})
    return _to_today(request, programme)


@programme_view(Permission.VIEW_PROGRAMME)
@require_POST
def need_take_up(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the reader again what they put off."""
    mine = PutOff.objects.visible_to(request.user).filter(programme=programme)
    row = mine.filter(key=request.POST.get("key", "")).select_related("programme").first()
    if row is not None:
        take_up(row, by=request.user)
    return _to_today(request, programme)


def _to_today(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Return to Today as it was narrowed."""
    url = reverse("programmes:today", args=(programme.slug,))
    whose = request.POST.get("coordinator", "")
    return redirect(f"{url}?{urlencode({'coordinator': whose})}" if whose else url)
