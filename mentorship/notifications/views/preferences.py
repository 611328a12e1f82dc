"""What a person wants to be written to about, signed in or by a mail's own link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest, open_to_all, requires
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.notifications.actions import set_preference, unsubscribe
from mentorship.notifications.actions.preferences import SpentLinkError
from mentorship.notifications.forms import PreferencesForm
from mentorship.notifications.links import BrokenLinkError, UnsubscribeLink
from mentorship.notifications.queries import category_choices


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest) -> HttpResponse:
    """Show one's own preferences, and keep them."""
    posted = request.POST if request.method == "POST" else None
    form = PreferencesForm(posted, choices=category_choices(request.user))
    if form.is_valid():
        for category, is_wanted in form.answers().items():
            set_preference(request.user, category, is_wanted=is_wanted, by=request.user)
        messages.success(request, _("Kept. Your mail will follow it from now on."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})


@csrf_exempt  # mail programs press this link themselves (RFC 8058); the signature is the key
@open_to_all("a link in a mail, signed; shows a page, and acts on POST only")
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Offer to switch off one category of mail, and do it on POST, without signing in.

    Answers the POST with a page and not with a redirect, which mail programs do not follow.
    """
    try:
        link = UnsubscribeLink.from_token(token)
        if request.method == "POST":
            unsubscribe(link)
    except (BrokenLinkError, Person.DoesNotExist):
        return _page(request, "broken", status=404)
    except SpentLinkError:
        return _page(request, "spent", link)
    return _page(request, "done" if request.method == "POST" else "ask", link)


def _page(
    request: HttpRequest, answer: str, link: UnsubscribeLink | None = None, *, status: int = 200
) -> HttpResponse:
    """Return the page that says how it stands."""
    context = {"answer": answer, "category": link.category.label if link else ""}
    return render(request, "notifications/unsubscribe.html", context, status=status)
