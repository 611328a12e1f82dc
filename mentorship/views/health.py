"""Is it running, and can it work? Asked by machines in one line, by people in words."""

from datetime import timedelta

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import apnumber
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_safe

from mentorship.accounts.access import SignedInRequest, open_to_all, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lights import Light, registered_lights
from mentorship.notifications.enums import MessageState
from mentorship.notifications.heartbeat import last_sweep
from mentorship.notifications.queries import OutboxHealth, outbox_health
from mentorship.operations.broker import broker_answers

# So many turns may be missed before somebody should look.
TURNS_MISSED = 5
LONGEST_WAIT_OF_MAIL = timedelta(minutes=15)


@open_to_all("asked by load balancers, says nothing but that it runs")
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process runs."""
    return HttpResponse("ok", content_type="text/plain")


@open_to_all("asked by load balancers, says only which part is away")
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when pages can be served; a missing broker slows mail but stops no page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok", "broker": "ok" if broker_answers() else "away"})


@requires(Permission.VIEW_HEALTH)
@require_GET
def lights(request: SignedInRequest) -> HttpResponse:
    """Say in words whether everything runs, and what to do where it does not."""
    outbox = outbox_health()
    shown = [_database(), _broker(), _worker(), _mail(outbox), *registered_lights()]
    troubled = sum(bool(light.remedy) for light in shown)
    sentence = ngettext("%(count)s part needs a look", "%(count)s parts need a look", troubled)
    words = capfirst(sentence % {"count": apnumber(troubled)})
    context = {
        "heading": words if troubled else _("Everything runs"),
        "lights": shown,
        "figures": _figures(outbox),
    }
    return render(request, "health/health_detail.html", context)


def _database() -> Light:
    """Without the database this page could not be shown."""
    major = connection.cursor().connection.info.server_version // 10000
    sentence = _("PostgreSQL %(major)d answers.") % {"major": major}
    return Light(_("Database"), "good", _("Working"), sentence)


def _broker() -> Light:
    """Say whether the doorbell works."""
    if broker_answers():
        return Light(
            _("Broker"), "good", _("Working"), _("It tells the workers at once what is new.")
        )
    return Light(
        _("Broker"),
        "warn",
        _("Away"),
        _("Mail and reports wait for it. No page needs it, and nothing is lost."),
        _("Start Redis or Valkey, or see whether REDIS_URL names the right one."),
    )


def _worker() -> Light:
    """Say whether the ticks come: from the clock, through the broker, to a worker."""
    name, swept_at = _("Worker and clock"), last_sweep()
    if swept_at is None:
        return Light(
            name,
            "bad",
            _("Not seen yet"),
            _("No worker has looked for what is due. Mail does not leave by itself."),
            _("Start one worker and one beat, as the operations guide shows."),
        )
    age = timezone.now() - swept_at
    said = {"age": timesince(swept_at) if age >= timedelta(minutes=1) else _("a moment")}
    if age > TURNS_MISSED * timedelta(seconds=settings.SWEEP_SECONDS):
        return Light(
            name,
            "bad",
            _("Silent"),
            _("A worker last looked for what is due %(age)s ago.") % said,
            _("See whether worker and beat still run; what is due leaves once they do."),
        )
    sentence = _("A worker last looked for what is due %(age)s ago.") % said
    return Light(name, "good", _("Working"), sentence)


def _mail(outbox: OutboxHealth) -> Light:
    """Say whether mail leaves."""
    name = _("Mail")
    if outbox.is_paused:
        return Light(
            name,
            "warn",
            _("Paused"),
            _("Somebody paused the outbox; nothing leaves but codes to sign in."),
            _("Look through the outbox, then let it go on."),
        )
    if outbox.age is not None and outbox.age > LONGEST_WAIT_OF_MAIL:
        return Light(
            name,
            "bad",
            _("Waiting"),
            _("The oldest message has waited for %(age)s.")
            % {"age": timesince(timezone.now() - outbox.age)},
            _("See what the outbox says of it, and whether the mail server can be reached."),
        )
    if outbox.age is not None:
        return Light(name, "good", _("Working"), _("Some messages are about to leave."))
    return Light(name, "good", _("Working"), _("Nothing is due that has not left."))


def _figures(outbox: OutboxHealth) -> list[dict[str, object]]:
    """Return how many messages there are in the states that somebody may act on."""
    url = reverse("notifications:outbox")
    shown = (
        (MessageState.QUEUED, "waiting"),
        (MessageState.AWAITING_APPROVAL, "approval"),
        (MessageState.SENT, "sent"),
        (MessageState.UNKNOWN, "unknown"),
        (MessageState.FAILED, "failed"),
    )
    return [
        {"value": outbox.counts[state], "label": state.label, "url": f"{url}?state={shelf}"}
        for state, shelf in shown
    ]
