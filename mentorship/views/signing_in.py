"""Signing in by an organisation's own service: there, back, and in."""

from typing import Any, cast

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import open_to_all
from mentorship.accounts.actions.identity_providers import note_test
from mentorship.accounts.actions.provider_sign_in import check_address, welcome
from mentorship.accounts.federation import oidc, saml
from mentorship.accounts.federation.gate import BY_PROVIDER, provider_for
from mentorship.accounts.federation.identities import DistrustedError, Identity, Mistrust
from mentorship.accounts.federation.outward import split
from mentorship.accounts.federation.queries import provider_at
from mentorship.accounts.federation.sign_in_forms import FindForm
from mentorship.accounts.federation.way import Way, answer_at, our_name
from mentorship.accounts.federation.wording import SENTENCES
from mentorship.accounts.middleware import VOUCHED
from mentorship.accounts.models import IdentityProvider, Person
from mentorship.accounts.models.signing_in import ProviderKind
from mentorship.common.rates import Rate

logger = structlog.get_logger(__name__)
# An office may stand behind one address, and come in at nine.
BEGINNING = Rate("provider-sign-in", most=600, seconds=300)
WHY_OPEN = "whoever signs in is not signed in yet"


@open_to_all(WHY_OPEN)
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find the organisation's sign-in by the domain of an address, known here or not."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        provider = provider_for(form.cleaned_data["email"])
        if provider is not None:
            return redirect("sign-in-provider", provider=provider.slug)
        form.add_error(
            "email",
            _("No organisation here has a sign-in of its own for this address. Use a code."),
        )
    return render(request, "signing_in/find.html", {"form": form})


@open_to_all(WHY_OPEN)
@require_http_methods(["GET", "POST"])
def at_provider(request: HttpRequest, provider: str) -> HttpResponse:
    """Say where one signs in, and lead there."""
    service = _service(provider)
    if request.method == "POST":
        return begin(request, service, purpose="sign-in")
    context = {"provider": service, "next": _onward(request)}
    return render(request, "signing_in/provider.html", context)


@open_to_all("the service sends the browser back here")
@require_GET
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """Read what a service that speaks OpenID Connect sent the browser back with."""
    service = _service(provider, ProviderKind.OIDC)
    try:
        way = Way.taken_from(request.session, service)
        begun = oidc.Begun(**way.secrets)
        identity = oidc.read_answer(service, begun, request.GET.dict(), back=answer_at(service))
        return _arrive(request, service, way, identity)
    except DistrustedError as error:
        return _refuse(request, service, error)


@csrf_exempt
@open_to_all("the service lets the browser post here, from another site and so without cookies")
@require_POST
def saml_answer(request: HttpRequest, provider: str) -> HttpResponse:
    """Judge a SAML answer, and let the browser carry it, sealed, to where its session is known."""
    service = _service(provider, ProviderKind.SAML)
    try:
        _count(request)
        identity, question = saml.read_answer(
            service,
            request.POST.get("SAMLResponse", ""),
            answer_at=answer_at(service),
            our_name=our_name(service),
        )
    except DistrustedError as error:
        return _refuse(request, service, error)
    carried = saml.carry(identity, question, provider=service)
    return redirect(f"{reverse('sign-in-saml-done', args=(service.slug,))}?carried={carried}")


@open_to_all("whoever signs in is not signed in yet")
@require_GET
def saml_done(request: HttpRequest, provider: str) -> HttpResponse:
    """Let in whom a judged SAML answer is about, in the browser that asked the question."""
    service = _service(provider, ProviderKind.SAML)
    try:
        identity, question = saml.carried(request.GET.get("carried", ""), provider=service)
        way = Way.taken_from(request.session, service)
        way.check_question(question)
        return _arrive(request, service, way, identity)
    except DistrustedError as error:
        return _refuse(request, service, error)


@open_to_all("the service's administrator reads it in; it holds nothing but addresses")
@require_GET
def saml_metadata(request: HttpRequest, provider: str) -> HttpResponse:
    """Describe ourselves to a SAML service."""
    service = _service(provider, ProviderKind.SAML)
    described = saml.describe(service, answer_at=answer_at(service), our_name=our_name(service))
    return HttpResponse(described, content_type="application/samlmetadata+xml")


def begin(request: HttpRequest, service: IdentityProvider, *, purpose: str) -> HttpResponse:
    """Remember what was begun, and show a page that leads the browser on to the service.

    A page and not a redirect: our policy lets forms lead nowhere but here, and browsers hold
    redirects after a form to it.
    """
    try:
        _count(request)
        if service.kind == ProviderKind.OIDC:
            begun = oidc.Begun.now()
            kept: dict[str, str] = begun.as_dict()
            address = oidc.where_to(service, begun, back=answer_at(service))
        else:
            address, question = saml.where_to(
                service, answer_at=answer_at(service), our_name=our_name(service)
            )
            kept = {"question": question}
        # Leads there as a link: never to what a browser would run.
        split(address)
    except DistrustedError as error:
        return _refuse(request, service, error)
    Way.remember(request.session, service, purpose=purpose, secrets=kept, onward=_onward(request))
    return render(request, "signing_in/onward.html", {"provider": service, "address": address})


def _arrive(
    request: HttpRequest, service: IdentityProvider, way: Way, identity: Identity
) -> HttpResponse:
    """Let the person in, or show an administrator what a test brought."""
    if way.purpose == "test":
        return _tested(request, service, identity)
    if not service.is_open:
        raise DistrustedError(Mistrust.STALE, "the service was switched off meanwhile")
    person = welcome(identity, provider=service)
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, person, method="provider", provider=service.slug)
    if service.counts_second_step and identity.has_second_step:
        request.session[VOUCHED] = str(person.pk)
    return _sign_in(request, person, service, onward=way.onward)


def _sign_in(
    request: HttpRequest, person: Person, service: IdentityProvider, *, onward: str
) -> HttpResponse:
    """Sign the person in as allauth does, so that second steps and notices follow as always."""
    told = {BY_PROVIDER: str(service.organisation_id)}
    login = Login(user=person, redirect_url=onward or None, signal_kwargs=told)
    answer: HttpResponse = perform_login(request, login)
    return answer


def _tested(request: HttpRequest, service: IdentityProvider, identity: Identity) -> HttpResponse:
    """Show what came of a test, and keep that it went well; nobody is signed in by it."""
    if not _may_set_up(request.user, service):
        raise DistrustedError(Mistrust.STALE, "whoever began the test is signed out")
    check_address(identity, provider=service)
    note_test(provider=service, by=cast("Person", request.user))
    return render(
        request, "organisation/sign_in_tested.html", {"provider": service, "identity": identity}
    )


def _refuse(
    request: HttpRequest, service: IdentityProvider, error: DistrustedError
) -> HttpResponse:
    """Say in a sentence why nobody was let in, and note the detail for the log alone."""
    logger.warning(
        "sign_in_refused", provider=service.slug, why=error.why.value, detail=error.detail
    )
    may_read = _may_set_up(request.user, service)
    context = {
        "provider": service,
        "sentence": SENTENCES[error.why],
        "detail": error.detail if may_read else "",
        "is_open": service.is_open,
    }
    status = 503 if error.why == Mistrust.UNREACHABLE else 403
    return render(request, "signing_in/refused.html", context, status=status)


def _service(slug: str, kind: ProviderKind | None = None) -> IdentityProvider:
    """Return the service at an address, or answer 404."""
    service = provider_at(slug)
    if service is None or (kind is not None and service.kind != kind):
        raise Http404
    return service


def _may_set_up(person: Any, service: IdentityProvider) -> bool:
    """Tell whether somebody sets this service up, and so may read why it is not believed."""
    if not isinstance(person, Person):
        return False
    return IdentityProvider.objects.visible_to(person).filter(pk=service.pk).exists()


def _count(request: HttpRequest) -> None:
    """Refuse a browser that begins too often; raises DistrustedError."""
    whose = get_adapter().get_client_ip(request)
    if BEGINNING.is_used_up(whose):
        raise DistrustedError(Mistrust.STALE, "too many tries from one address")
    BEGINNING.use(whose)


def _onward(request: HttpRequest) -> str:
    """Return the page one wanted, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""
