"""Every deed of a relationship, done by its people through the pages, in marked words."""

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.agreeing.tasks import send_agreement_copies
from matching.models import (
    Agreement,
    Concern,
    ConcernContact,
    Goal,
    Meeting,
    PairMessage,
)
from mentorship.accounts.models import Person
from tests.architecture.world import WalkedWorld
from tests.factories.matching import ago
from tests.people import person_called, sign_in

# Of these words the coordinators may read two: they are written to them.
TO_COORDINATORS = frozenset({"zqxreportwords", "zqxrematchwords"})
FAILED = "zqxfailedmessage"


def live(walked: WalkedWorld) -> None:
    """Let the two of the walked match do all there is to do."""
    mentor, mentee = sign_in(walked.world.mentor), sign_in(walked.world.mentee)
    _agree(walked, mentor, mentee)
    _set_goal(walked, mentor, mentee)
    _meet(walked, mentee)
    _write(walked, mentor, mentee)
    _raise_concern(walked, mentee)
    pk = walked.match.pk
    send(mentee, "my-fit", pk, answer="not_good")
    send(mentee, "my-rematch", pk, words="zqxrematchwords")
    send(mentee, "my-closing", pk, gained="zqxgained", thanks="zqxthanks", finish="1")


def send(client: Client, name: str, *ids: Any, query: str = "", **typed: Any) -> Any:
    """Send a form of a page, and see that it was taken."""
    answer = client.post(reverse(f"matching:{name}", args=ids) + query, typed)
    assert answer.status_code == 302, (name, getattr(answer, "context", None) and errors_in(answer))
    return answer


def errors_in(answer: Any) -> Any:
    """Return what a refused form says."""
    return {name: form.errors for name, form in answer.context.flatten().items() if _is_bad(form)}


def _is_bad(form: Any) -> bool:
    return bool(getattr(form, "is_bound", False)) and bool(getattr(form, "errors", None))


def _agree(walked: WalkedWorld, mentor: Client, mentee: Client) -> None:
    """Write five lines, sign them, and get the copies."""
    pk = walked.match.pk
    latest = Agreement.objects.filter(match=pk).order_by("-version")[0].version
    send(
        mentee,
        "my-agreement-write",
        pk,
        purpose="zqxpurpose",
        confidentiality="zqxconfidentiality",
        every_weeks=2,
        contact="zqxcontact",
        ends_on=timezone.localdate() + timedelta(days=9),
        seen=latest,
    )
    send(mentor, "my-agreement-sign", pk, latest + 1)
    agreed = Agreement.objects.get(match=pk, version=latest + 1)
    send_agreement_copies(str(agreed.pk))


def _set_goal(walked: WalkedWorld, mentor: Client, mentee: Client) -> None:
    """Set a goal with its steps, say how far it is, and comment on it."""
    send(
        mentee,
        "my-goals-add",
        walked.match.pk,
        title="zqxgoal",
        theme="skills",
        measure="zqxmeasure",
        start_rating=2,
        first_step="zqxfirststep",
    )
    pk = Goal.objects.get(title="zqxgoal").pk
    owner = walked.world.mentor.pk
    send(mentee, "my-goal", pk, do="step", title="zqxstep", owner=owner)
    send(mentee, "my-goal", pk, do="progress", reached=50, words="zqxprogress")
    send(mentor, "my-goal", pk, do="comment", words="zqxcomment")
    send(mentee, "my-goal-move", pk, to="reached")


def _meet(walked: WalkedWorld, mentee: Client) -> None:
    """Plan a meeting, move it and call it off; say of another how it was, and note it."""
    facts: dict[str, Any] = {"hour": "12:00", "minutes": 45, "agenda": "zqxagenda"}
    soon = timezone.localdate() + timedelta(days=3)
    send(mentee, "meeting-plan", walked.match.pk, day=soon, **facts)
    planned = Meeting.objects.get(agenda="zqxagenda")
    later = soon + timedelta(days=1)
    send(mentee, "meeting-move", planned.pk, day=later, sequence=planned.sequence, **facts)
    send(mentee, "meeting-cancel", planned.pk)
    Meeting.objects.filter(pk=walked.meeting.pk).update(starts_at=ago(days=1))
    send(mentee, "meeting-log", walked.meeting.pk, happened="yes")
    send(mentee, "meeting-log", walked.meeting.pk, mood="1")
    send(mentee, "meeting-note", walked.meeting.pk, own="zqxown", shared="zqxshared")


def _write(walked: WalkedWorld, mentor: Client, mentee: Client) -> None:
    """Write a message, report it, and write one that the database refuses."""
    pk = walked.match.pk
    send(mentee, "my-messages", pk, text="zqxmessage")
    message = PairMessage.objects.get(text="zqxmessage")
    send(mentor, "my-message-report", message.pk, reason="other", words="zqxreportwords")
    mentee.raise_request_exception = False
    before = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE matching_pairmessage ADD CHECK (text = '') NOT VALID")
    failed = mentee.post(reverse("matching:my-messages", args=(pk,)), {"text": FAILED})
    assert failed.status_code == 500
    transaction.savepoint_rollback(before)
    mentee.raise_request_exception = True


def _raise_concern(walked: WalkedWorld, mentee: Client) -> None:
    """Raise a concern past the coordinators, which is noted on and answered."""
    contact: Person = person_called("Irene Calloway")
    ConcernContact.objects.create(organisation=walked.world.organisation, person=contact)
    query = f"?match={walked.match.pk}"
    typed = {
        "category": "boundaries",
        "words": "zqxconcern",
        "severity": "normal",
        "channel": "contact",
    }
    check = mentee.post(reverse("matching:my-concern-add") + query, typed)
    send(mentee, "my-concern-add", query=query, **check.context["kept"], send="1")
    pk = Concern.objects.get(words="zqxconcern").pk
    handler = sign_in(contact)
    send(handler, "concern-note", pk, words="zqxnote")
    send(handler, "concern-reply", pk, words="zqxreply")
