"""How the organisation looks: a page with a preview that follows what is typed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.looks import HostTakenError, LookChangedError, change_look
from mentorship.accounts.looks.css import stylesheet
from mentorship.accounts.looks.forms import COLOURS, LookForm
from mentorship.accounts.looks.logos import embedded_logo
from mentorship.accounts.looks.palette import USUAL, Scheme, for_dark, shades_of
from mentorship.accounts.looks.reading import Reading, reading_of
from mentorship.accounts.looks.shown import organisations_managed_by
from mentorship.accounts.models import Organisation
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.colours import is_colour
from mentorship.common.pdf import render_pdf
from mentorship.common.tabs import Tab
from mentorship.views.organisation_tabs import organisation_tabs

PREVIEWED = ("name", "sender_name", "footer_text")


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def organisation_look(request: SignedInRequest) -> HttpResponse:
    """Show the look of one organisation, and keep what is changed."""
    house, others = _chosen(request)
    data = _typed(request.POST) if request.method == "POST" else None
    form = LookForm(data, request.FILES or None, organisation=house)
    is_trial = data is not None and ("preview" in data or "use" in data)
    if not is_trial and form.is_valid() and _keep(request, form, house):
        return redirect(f"{reverse('organisation-look')}?organisation={house.slug}")
    context = {
        "form": form,
        "house": house,
        "others": others,
        "page_tabs": organisation_tabs("organisation-look"),
        "sign_in_url": request.build_absolute_uri(reverse("sign-in-of", args=(house.slug,))),
        **_preview(data or _held(house)),
    }
    return render(request, "organisation/look.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def organisation_look_preview(request: SignedInRequest) -> HttpResponse:
    """Return the preview of what is typed, and how well its colours can be read; keeps nothing."""
    return render(request, "organisation/look_preview.html", _preview(request.POST))


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def organisation_look_css(request: SignedInRequest) -> HttpResponse:
    """Return the shades of two colours for the preview alone."""
    light, dark = _colours(request.GET)
    css = stylesheet(
        shades_of(light, Scheme.LIGHT), shades_of(dark, Scheme.DARK), selector=".look-preview"
    )
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def organisation_look_sample(request: SignedInRequest) -> HttpResponse:
    """Return a paper as it looks with what is kept."""
    house, _others = _chosen(request)
    pdf = render_pdf(
        "pdf/look_sample.html",
        {
            "organisation": house,
            "logo": embedded_logo(house.logo_light),
            "foot": house.footer_text or house.name,
        },
        language=request.user.language,
        title=_("A paper of %(name)s") % {"name": house.name},
    )
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="sample.pdf"'},
    )


def _chosen(request: SignedInRequest) -> tuple[Organisation, list[Tab]]:
    """Return the organisation that the address names, else the first, and tabs where several."""
    managed = organisations_managed_by(request.user)
    slug = request.GET.get("organisation", "")
    house = next((each for each in managed if each.slug == slug), None)
    if house is None and (slug or not managed):
        raise Http404
    house = house or managed[0]
    address = reverse("organisation-look")
    tabs = [
        Tab(each.name, f"{address}?organisation={each.slug}", each == house) for each in managed
    ]
    return house, tabs if len(managed) > 1 else []


def _typed(posted: QueryDict) -> QueryDict:
    """Return what was typed, with a proposed colour in its field where one was pressed."""
    data = posted.copy()
    name, _colon, colour = posted.get("use", "").partition(":")
    if name in COLOURS and is_colour(colour):
        data[name] = colour
    return data


def _keep(request: SignedInRequest, form: LookForm, house: Organisation) -> bool:
    """Keep a valid form; tell whether it was kept, and say why not on the form."""
    try:
        changed = change_look(
            house,
            seen=form.cleaned_data["seen"],
            logos=form.logos,
            by=request.user,
            **form.facts,
        )
    except HostTakenError:
        form.add_error("host", _("Another organisation here has this address already."))
        return False
    except LookChangedError:
        otherwise = _("Somebody changed the look since you opened this page.")
        said = who_was_quicker(house, name=house.name, viewer=request.user, otherwise=otherwise)
        again = _("Look at it again, and change what still needs changing:")
        form.add_error(
            None,
            format_html(
                '{} {} <a href="{}?organisation={}">{}</a>',
                said,
                again,
                reverse("organisation-look"),
                house.slug,
                _("as it is now"),
            ),
        )
        return False
    said = _("Kept. Pages, mails and papers look like this from now on.")
    messages.success(request, said if changed else _("Nothing was changed."))
    return True


def _held(house: Organisation) -> dict[str, str]:
    """Return what the preview begins with."""
    return {name: getattr(house, name) for name in (*PREVIEWED, *COLOURS)}


def _preview(typed: Any) -> dict[str, Any]:
    """Return what the preview shows: words, colours, and how these can be read."""
    light, dark = _colours(typed)
    address = QueryDict(mutable=True)
    address.update({"accent_light": light, "accent_dark": dark})
    return {
        "shown": {name: str(typed.get(name, ""))[:300] for name in PREVIEWED},
        "css_url": f"{reverse('organisation-look-css')}?{address.urlencode()}",
        "readings": list(_readings(typed)),
        "schemes": [(Scheme.LIGHT, _("On light pages")), (Scheme.DARK, _("On dark pages"))],
    }


def _readings(typed: Any) -> "list[tuple[str, Reading]]":
    """Return how each colour that was typed can be read, by field."""
    return [
        (name, reading_of(colour, scheme))
        for name, scheme in COLOURS.items()
        if is_colour(colour := _spelt(typed.get(name, "")))
    ]


def _colours(typed: Any) -> tuple[str, str]:
    """Return the two colours that are meant: what is no colour counts as none."""
    light, dark = (_spelt(typed.get(name, "")) for name in COLOURS)
    fellow = for_dark(light) if is_colour(light) else USUAL[Scheme.DARK]
    return (
        light if is_colour(light) else USUAL[Scheme.LIGHT],
        dark if is_colour(dark) else fellow,
    )


def _spelt(value: str) -> str:
    """Return a colour as it is kept."""
    typed = value.strip().lower()
    return f"#{typed}" if typed and not typed.startswith("#") else typed
