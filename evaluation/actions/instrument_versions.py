"""Beginning surveys and versions of them, and saying which of them can be asked."""

from typing import Any

from django.db import transaction

from evaluation.enums import INSTRUMENT_TRANSITIONS, InstrumentState
from evaluation.instruments.lint import Problem
from evaluation.instruments.naming import key_for
from evaluation.instruments.script import Script
from evaluation.instruments.stored import problems_in, rows_of, script_of, values_of
from evaluation.models import Instrument, Item, Section
from evaluation.models.instrument import USABLE, InstrumentQuerySet
from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import GoneMeanwhileError, IllegalTransitionError, advance
from programmes.meanwhile import check_unchanged

# Figures of all versions are set beside each other, so these stay as they were in the first.
FIXED = ("audience", "subject", "candour")
ABOUT = ("title", "introduction", "purpose", *FIXED, "minutes", "language")


class InstrumentIncompleteError(Exception):
    """The draft cannot be asked yet; `problems` say why, and nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep what has to be put right first."""
        self.problems = problems
        super().__init__(", ".join(problem.code for problem in problems))


class DraftUnderWayError(Exception):
    """Another version is being written already; nothing was changed."""

    def __init__(self, draft: Instrument) -> None:
        """Name it."""
        self.draft = draft
        super().__init__(str(draft.pk))


class InUseError(Exception):
    """A wave is planned with it or was asked, so it stays as it is; nothing was changed."""


@transaction.atomic
def begin_instrument(organisation: Organisation, *, by: Person | None, **about: Any) -> Instrument:
    """Begin a survey without questions; `about` says what `ABOUT` names. Recorded."""
    _lock(organisation)
    key = free_key(organisation, about["title"])
    instrument = Instrument.objects.create(
        organisation=organisation, key=key, state=InstrumentState.DRAFT, **about
    )
    record("instrument.begun", instrument, by=by, changes={"key": key})
    return instrument


@transaction.atomic
def change_instrument(
    instrument: Instrument, *, by: Person | None, seen: str = "", **about: Any
) -> None:
    """Say otherwise what a draft is, for whom, and how long it takes; recorded.

    Of a later version, what `FIXED` names stays. Raises IllegalTransitionError where it is no draft
    any more, and ChangedMeanwhileError.
    """
    draft = open_draft(instrument)
    if draft.version > 1:
        about |= {name: getattr(draft, name) for name in FIXED}
    now = about_of(draft)
    kinds = ("instrument.begun", "instrument.changed")
    check_unchanged(seen, stored=now, wanted=about, about=draft, kinds=kinds)
    if now == about:
        return
    for name, value in about.items():
        setattr(draft, name, value)
    draft.save(update_fields=tuple(about))
    record("instrument.changed", draft, by=by)


@transaction.atomic
def new_version(instrument: Instrument, *, by: Person | None) -> Instrument:
    """Begin a draft with what a version asks, or return the draft that is under way; recorded."""
    _lock(instrument.organisation)
    versions = _versions_of(instrument)
    draft = versions.filter(state=InstrumentState.DRAFT).first()
    if draft is not None:
        return draft
    draft = store_version(instrument.organisation, script_of(instrument))
    record("instrument.version_begun", draft, by=by, changes={"version": draft.version})
    return draft


@transaction.atomic
def take_in(organisation: Organisation, script: Script, *, by: Person | None) -> Instrument:
    """Keep an instrument that came in a file, as a draft; recorded.

    One that is known here under its key becomes its next version. Where it was for somebody else
    then, about something else or as open to others, it becomes a survey of its own. Raises
    DraftUnderWayError.
    """
    _lock(organisation)
    same = Instrument.objects.filter(organisation=organisation, key=script.key)
    known = same.order_by("-version").first()
    key = script.key
    if known and any(getattr(known, name) != getattr(script, name) for name in FIXED):
        key = free_key(organisation, script.title)
    elif known and known.state == InstrumentState.DRAFT:
        raise DraftUnderWayError(known)
    draft = store_version(organisation, script, key=key)
    record("instrument.imported", draft, by=by, changes={"version": draft.version})
    return draft


@transaction.atomic
def make_ready(instrument: Instrument, *, by: Person | None) -> None:
    """Let a draft be asked; recorded.

    Raises IllegalTransitionError where it is no draft any more, and InstrumentIncompleteError.
    """
    draft = open_draft(instrument)
    missing = [problem for problem in problems_in(draft) if problem.stops]
    if missing:
        raise InstrumentIncompleteError(missing)
    advance(instrument, InstrumentState.READY, INSTRUMENT_TRANSITIONS)
    record("instrument.ready", instrument, by=by)


@transaction.atomic
def back_to_draft(instrument: Instrument, *, by: Person | None) -> None:
    """Write on at a version that nobody was asked; recorded.

    Raises IllegalTransitionError, InUseError where a wave is planned with it, and
    DraftUnderWayError.
    """
    _lock(instrument.organisation)
    # Held as waves hold it when they come to point at it, so that none comes to meanwhile.
    stored = Instrument.objects.select_for_update().filter(pk=instrument.pk).first()
    if stored is None:
        raise GoneMeanwhileError
    if stored.waves.exists():
        raise InUseError
    other = _versions_of(instrument).filter(state=InstrumentState.DRAFT).first()
    if other is not None and other != stored:
        raise DraftUnderWayError(other)
    advance(instrument, InstrumentState.DRAFT, INSTRUMENT_TRANSITIONS)
    record("instrument.reopened", instrument, by=by)


@transaction.atomic
def retire(instrument: Instrument, *, by: Person | None) -> None:
    """Offer no version of a survey any more; waves that are planned still open. Recorded.

    Raises IllegalTransitionError where none is offered.
    """
    _lock(instrument.organisation)
    offered = list(_versions_of(instrument).filter(state__in=USABLE))
    if not offered:
        raise IllegalTransitionError(instrument, InstrumentState.RETIRED)
    for version in offered:
        advance(version, InstrumentState.RETIRED, INSTRUMENT_TRANSITIONS)
        record("instrument.retired", version, by=by)


@transaction.atomic
def bring_back(instrument: Instrument, *, by: Person | None) -> None:
    """Offer a version again that was taken from the offer; recorded.

    Raises IllegalTransitionError.
    """
    advance(instrument, InstrumentState.FROZEN, INSTRUMENT_TRANSITIONS)
    record("instrument.brought_back", instrument, by=by)


@transaction.atomic
def discard_draft(instrument: Instrument, *, by: Person | None) -> None:
    """Throw a draft away with its questions; recorded.

    Raises IllegalTransitionError, and InUseError.
    """
    draft = open_draft(instrument)
    if draft.waves.exists():
        raise InUseError
    record("instrument.discarded", draft, by=by, changes={"version": draft.version})
    draft.delete()


def about_of(instrument: Instrument) -> dict[str, Any]:
    """Return what a survey says of itself, as a form about it begins with."""
    return {name: getattr(instrument, name) for name in ABOUT}


def open_draft(instrument: Instrument) -> Instrument:
    """Return the stored draft and hold it, so that its parts change singly.

    Raises IllegalTransitionError where it is no draft any more, and GoneMeanwhileError.
    """
    stored = Instrument.objects.select_for_update(of=("self",)).filter(pk=instrument.pk)
    draft = stored.select_related("organisation").first()
    if draft is None:
        raise GoneMeanwhileError
    if draft.state != InstrumentState.DRAFT:
        raise IllegalTransitionError(draft, InstrumentState.DRAFT)
    return draft


def store_version(organisation: Organisation, script: Script, *, key: str = "") -> Instrument:
    """Store plain data as the next version under a key, as a draft."""
    values = values_of(script) | ({"key": key} if key else {})
    same = Instrument.objects.filter(organisation=organisation, key=values["key"])
    last = same.order_by("-version").values_list("version", flat=True).first()
    draft = Instrument.objects.create(
        organisation=organisation,
        version=(last or 0) + 1,
        state=InstrumentState.DRAFT,
        **values,
    )
    sections, items = rows_of(script, draft)
    Section.objects.bulk_create(sections)
    Item.objects.bulk_create(items)
    return draft


def free_key(organisation: Organisation, title: str) -> str:
    """Return a short name for a survey that no other in the organisation has."""
    taken = set(organisation.instruments.values_list("key", flat=True))
    return key_for(title, taken, otherwise="survey")


def _versions_of(instrument: Instrument) -> InstrumentQuerySet:
    """Return all versions of a survey."""
    return Instrument.objects.filter(
        organisation_id=instrument.organisation_id, key=instrument.key
    ).order_by("version")


def _lock(organisation: Organisation) -> None:
    """Let one version of an organisation's surveys begin or leave the offer at a time."""
    # Not for its key: rows that come to point at the organisation need not wait.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
