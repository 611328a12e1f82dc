"""Changing the words of a report: before it is approved, and as another version afterwards."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone, translation

from evaluation.enums import REPORT_TRANSITIONS, ReportState
from evaluation.models import Report, ReportVersion
from evaluation.queries import version_of
from evaluation.reports.snapshot import thaw
from evaluation.reports.wording.checking import problems_in
from evaluation.reports.wording.texts import (
    Texts,
    changed_meanwhile,
    mark_of_each,
    settled_together,
    texts_of,
    words_from,
)
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError, advance, hold
from programmes.meanwhile import ChangedMeanwhileError, mark_of

SAVED = ("report.words_saved", "report.version_begun")


class UnsettledWordsError(Exception):
    """Something in the words has to be settled before they may leave: `count` says how much."""

    def __init__(self, count: int) -> None:
        """Keep how much it is."""
        self.count = count
        super().__init__(count)


class WordsChangedError(Exception):
    """Somebody changed the words after they were read, so nobody has read what would leave."""


class NothingChangedError(Exception):
    """The words are those of the version before, so another version would say nothing new."""


@transaction.atomic
def save_words(report: Report, texts: Texts, *, by: Person, seen: Mapping[str, str]) -> int:
    """Keep the words of a version that is not approved, and return how much has to be settled.

    `texts` holds the text of every section, `seen` the mark of each as it was when it was opened:
    who changed different sections at once both keep what they wrote. Raises
    `ChangedMeanwhileError` where both changed the same one, and `IllegalTransitionError` when the
    version was approved meanwhile; then nothing is stored.
    """
    hold(report)
    report.refresh_from_db(fields=("state", "version"))
    if report.state != ReportState.BUILT:
        raise IllegalTransitionError(report, ReportState.BUILT)
    version = version_of(report)
    data = thaw(report.snapshot)
    with translation.override(report.programme.organisation.language):
        stored = texts_of(data, version.words)
    both = changed_meanwhile(texts, stored, seen)
    if both:
        event = Event.objects.about(report).filter(kind__in=SAVED).first()
        theirs = {section: stored[section] for section in both}
        raise ChangedMeanwhileError(theirs, mark_of_each(stored), event)
    words = _words(report, settled_together(texts, stored, seen))
    if words == version.words:
        return version.open_problems
    version.words = words
    version.open_problems = _blocking(report, version)
    version.save()
    # They showed the words before; the next tick draws them again.
    report.files.filter(version=version.number).delete()
    _record("report.words_saved", report, by=by, version=version.number)
    return version.open_problems


@transaction.atomic
def begin_version(report: Report, texts: Texts, *, why: str, by: Person) -> ReportVersion:
    """Begin another version of a report that was approved or sent, and return it.

    It has to be approved, and is sent anew; what was sent stays as it was. Raises
    `NothingChangedError`, or `IllegalTransitionError` when somebody began one before.
    """
    hold(report)
    report.refresh_from_db(fields=("state", "version"))
    before = version_of(report)
    words = _words(report, texts)
    if words == before.words and report.state != ReportState.BUILT:
        raise NothingChangedError
    advance(report, ReportState.BUILT, REPORT_TRANSITIONS, version=before.number + 1)
    begun = ReportVersion(
        report=report,
        number=report.version,
        words=words,
        begun_at=timezone.now(),
        begun_by=by,
        why=why,
    )
    begun.open_problems = _blocking(report, begun)
    begun.save()
    _record("report.version_begun", report, by=by, version=begun.number, why=why)
    return begun


def require_settled(report: Report, *, seen: str) -> None:
    """Hold the newest version of a report, and see that its words may leave.

    `seen` is the mark of the words that were read (`mark_of_words`), or empty where nobody had to
    read them. Raises `UnsettledWordsError` or `WordsChangedError`. Call it in a transaction.
    """
    hold(report)
    version = version_of(report)
    if version.open_problems:
        raise UnsettledWordsError(version.open_problems)
    if seen and seen != mark_of_words(version):
        raise WordsChangedError


def mark_of_words(version: ReportVersion) -> str:
    """Return a mark of a version and its words: other words have another mark."""
    return mark_of({"number": version.number, "words": version.words})


def _words(report: Report, texts: Texts) -> dict[str, list[str]]:
    """Return the words to store; drafts are written in the language of the organisation."""
    with translation.override(report.programme.organisation.language):
        return words_from(thaw(report.snapshot), texts)


def _blocking(report: Report, version: ReportVersion) -> int:
    """Return how much in the words has to be settled before they may leave."""
    found = problems_in(thaw(report.snapshot), version.words)
    return sum(problem.blocks for problem in found)


def _record(kind: str, report: Report, *, by: Person, **changes: object) -> None:
    """Write down what happened to the report."""
    organisation_id = report.programme.organisation_id
    record(kind, report, by=by, organisation_id=organisation_id, changes=changes)
