"""The record of an organisation for its administrators: what happened, searched and taken along."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest, organisations_allowing, requires
from mentorship.accounts.models import Organisation
from mentorship.accounts.permissions import Permission
from mentorship.audit.actions import record
from mentorship.audit.models import Event, EventQuerySet
from mentorship.audit.queries import state_of_seals
from mentorship.telling.event_lines import kind_in_words, lines_of
from mentorship.telling.record_files import FORMATS, chunks_of
from mentorship.telling.record_search import RecordSearch
from mentorship.views.organisation_tabs import organisation_tabs

PER_PAGE = 50


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def organisation_record(request: SignedInRequest) -> HttpResponse:
    """Show what happened in an organisation, newest first, and how the record stands under seal."""
    form = search_of(request)
    events = list(older_than(form.events(), request.GET.get("before", ""))[: PER_PAGE + 1])
    shown = events[:PER_PAGE]
    asked = {key: str(value) for key, value in request.GET.items() if value and key != "before"}
    about = asked.get("about", "")
    context = {
        "form": form,
        "tabs": organisation_tabs("organisation-record"),
        "state": state_of_seals(),
        "lines": lines_of(shown),
        "is_searched": bool(asked.keys() - {"organisation"}),
        "about": kind_in_words(about.partition("/")[0]) if about else "",
        "without_about": _query({**asked, "about": ""}),
        "about_url": f"?{urlencode({'organisation': form.chosen().slug, 'about': ''})}",
        "query": _query(asked),
        "older_url": _query({**asked, "before": _mark(shown[-1])}) if events[PER_PAGE:] else "",
        "is_first_page": "before" not in request.GET,
        "file_url": reverse("organisation-record-file"),
    }
    return render(request, "organisation/record.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def organisation_record_file(request: SignedInRequest) -> StreamingHttpResponse:
    """Hand out what was searched for, as a table or as lines of JSON; recorded."""
    form = search_of(request)
    wanted = request.GET.get("format", "")
    ending, content_type = FORMATS.get(wanted, FORMATS["csv"])
    events = form.events()
    organisation = form.chosen()
    changes = {
        "format": ending,
        "search": sorted(key for key, value in request.GET.items() if value),
    }
    record(
        "record.downloaded",
        organisation,
        by=request.user,
        organisation_id=organisation.pk,
        changes=changes,
    )
    response = StreamingHttpResponse(chunks_of(events, ending), content_type=content_type)
    name = f"record-{organisation.slug}-{timezone.localdate()}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def search_of(request: SignedInRequest) -> RecordSearch:
    """Return the search, in the organisations that the person runs."""
    allowed = organisations_allowing(request.user, Permission.MANAGE_ORGANISATION)
    visible = Organisation.objects.visible_to(request.user).filter(pk__in=allowed)
    return RecordSearch(request.GET, organisations=visible.order_by("name"))


def older_than(events: EventQuerySet, mark: str) -> EventQuerySet:
    """Return the events before a mark that a link of the page before holds; all without one."""
    moment, _comma, number = mark.partition("_")
    try:
        at = parse_datetime(moment)
        before = int(number)
    except ValueError:
        return events
    if at is None or not 0 <= before < 2**63 or timezone.is_naive(at):
        return events
    return events.filter(Q(at__lt=at) | Q(at=at, pk__lt=before), at__lte=at)


def _mark(event: Event) -> str:
    """Return where a page ends, for the next to begin there."""
    at: datetime = event.at.astimezone(UTC)
    return f"{at.strftime('%Y-%m-%dT%H:%M:%S.%f')}Z_{event.pk}"


def _query(asked: dict[str, str]) -> str:
    """Return what is asked for as the end of an address, without what is empty."""
    return urlencode({key: value for key, value in asked.items() if value})
