"""Somebody who stands nearly everywhere, marked; ending what holds them; where they still are."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from evaluation.actions.reports import build_by_hand
from evaluation.enums import Candour, WaveState
from evaluation.models import Answer, Report
from evaluation.reports.build import build_report
from evaluation.reports.snapshot import freeze
from matching.concerns.enums import ConcernState
from matching.enums import MatchState
from matching.models import Concern, Match
from mentorship.accounts.models import LegalHold, Person
from mentorship.accounts.privacy.erasing.registry import Gone
from mentorship.accounts.privacy.erasing.rows import Declared, all_declared
from mentorship.accounts.privacy.erasing.whom import gone_of
from mentorship.common.privacy import FieldClass, OnErasure
from mentorship.operations.backups.files import stored_names
from programmes.enums import ParticipantState
from programmes.models import Cohort, Participant, Programme, TeamMember
from tests.factories.evaluation import (
    AnswerFactory,
    InstrumentFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.factories.programmes import CohortFactory, MenteeFactory

NAME = "Zebedee Quillfeather"
ADDRESS = "zebedee@leaving.example"
# Tokens, either half of the name, the address.
TRACES = r"zq\d{6}|quillfeather|zebedee"
_MARKED = (FieldClass.PERSONAL, FieldClass.SENSITIVE, FieldClass.CONTENT)
# Names, keys and addresses have forms of their own; the person's name is set by hand.
_APART = frozenset({"accounts.person", "sessions.session", "evaluation.answer"})


class Marker:
    """Marks what is about somebody, or in their words, in every row there is."""

    def __init__(self, person: Person) -> None:
        """Take the person, under the name and address that are looked for later."""
        Person.objects.filter(pk=person.pk).update(name=NAME, email=ADDRESS)
        person.emailaddress_set.update(email=ADDRESS)
        person.refresh_from_db()
        self._gone: Gone = gone_of(person)
        self._count = itertools.count(1)
        # Words of the person's own, and the models in which anything was marked.
        self.own: set[str] = set()
        self.models: set[str] = set()

    def mark_all(self) -> int:
        """Mark every field that takes it; return how many were marked."""
        for declared in all_declared():
            if declared.label not in _APART:
                for field in declared.fields_of(*_MARKED):
                    if _takes_words(declared, field):
                        self._mark(declared, field)
        for answer in Answer.objects.filter(participant__person__in=self._gone.pks):
            token = self._token()
            values = {k: token if isinstance(v, str) else v for k, v in answer.values.items()}
            Answer.objects.filter(pk=answer.pk).update(values=values)
        return next(self._count) - 1

    def _mark(self, declared: Declared, field: Any) -> None:
        """Mark one field of the rows that are the person's."""
        is_content = field.name in declared.privacy.content
        written = declared.written_by(self._gone, field.name) if is_content else None
        own = set() if written is None else set(written.values_list("pk", flat=True))
        about = declared.about(self._gone)
        theirs = own if about is None else own | set(about.values_list("pk", flat=True))
        for key in theirs:
            token = self._token()
            is_own = not is_content or key in own
            words = token if is_own else f"So said {NAME} to us; Zebedee went."
            if _update(declared, key, field, words):
                self.models.add(declared.label)
                if key in own:
                    self.own.add(token)

    def _token(self) -> str:
        return f"ZQ{next(self._count):06d}"


def _takes_words(declared: Declared, field: Any) -> bool:
    """Tell whether a field is a text without a form of its own that does not stay on purpose."""
    rule = declared.privacy.erasing.get(field.name)
    is_text = type(field) in {models.TextField, models.CharField}
    return is_text and rule not in {OnErasure.KEEP, OnErasure.OWN} and not field.choices


def _update(declared: Declared, key: Any, field: Any, words: str) -> bool:
    """Write words into a row unless a rule of the database forbids it; tell whether they stand."""
    try:
        with transaction.atomic():
            rows = declared.model._base_manager.filter(pk=key)
            return bool(rows.update(**{field.name: words[: field.max_length]}))
    except DatabaseError:
        return False


def make_figures(programme: Programme, person: Person, *, by: Person) -> Report:
    """Let nine answer by name, the person among them; return the report that was built on it."""
    # What others wrote, where an administrator reads it; the report does not quote it.
    Programme.objects.filter(pk=programme.pk).update(
        purpose=f"As {NAME} had it: talk. Zebedee knew."
    )
    cohort: Cohort = CohortFactory.create(programme=programme, name="Autumn cohort")
    places = [MenteeFactory.create(cohort=cohort, person=person)]
    places += MenteeFactory.create_batch(8, cohort=cohort)
    instrument = InstrumentFactory.create(
        organisation=programme.organisation, candour=Candour.CONFIDENTIAL, key="midway"
    )
    ItemFactory.create(instrument=instrument)
    TextItemFactory.create(instrument=instrument)
    wave = WaveFactory.create(cohort=cohort, instrument=instrument, state=WaveState.CLOSED)
    for number, place in enumerate(places):
        values = {"mentor_met_expectations": 2 + number % 4, "would_help": "More time"}
        AnswerFactory.create(wave=wave, participant=place, values=values)
    return build_by_hand(programme, cohort, by=by)


def figures() -> dict[str, Any]:
    """Return all that reports say: what is frozen, its hashes, and what would be worked out now."""
    frozen = {
        f"{report.code} {report.version}": (report.snapshot, report.sha256)
        for report in Report.objects.all()
    }
    return frozen | {
        f"now {cohort.name}": _without_time(
            freeze(build_report(cohort.programme, [cohort], is_pooled=False))
        )
        for cohort in Cohort.objects.order_by("name").select_related("programme")
    }


def _without_time(snapshot: Any) -> str:
    """Return figures without when they were worked out."""
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z]+", "", str(snapshot))


def end_everything_of(person: Person) -> None:
    """End, settle and hand over what stands in the way of erasing somebody."""
    now, today = timezone.now(), timezone.localdate()
    Match.objects.filter(members__participant__person=person).update(
        state=MatchState.ENDED_EARLY, ended_on=today
    )
    for concern in Concern.objects.exclude(state=ConcernState.SETTLED):
        concern.state, concern.settled_at = ConcernState.SETTLED, now
        concern.outcome = concern.outcome or "They talked."
        concern.save()
    Participant.objects.filter(person=person).update(
        state=ParticipantState.WITHDRAWN, ended_on=today
    )
    TeamMember.objects.filter(person=person).update(ended_on=today)
    LegalHold.objects.standing().filter(person=person).update(ended_at=now)


def traces_in_files() -> Iterator[str]:
    """Yield the names of stored files in whose name or content a trace is found."""
    for name in stored_names():
        with default_storage.open(name) as file:
            if re.search(TRACES.encode(), name.encode() + file.read(), re.IGNORECASE):
                yield name
