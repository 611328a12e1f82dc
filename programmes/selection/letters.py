"""The letters that say what was decided: the usual words, each programme's own, and one's own.

A letter is plain text with everything filled in. Whatever coordinators type into it is shown as it
stands; no template ever runs it.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.enums import ParticipantRole, TextKind
from programmes.models import Criterion, Decision, MessageText
from programmes.selection.enums import Outcome
from programmes.selection.learning import learning_for

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TEXT_OF_OUTCOME: dict[str, TextKind] = {
    Outcome.ACCEPT: TextKind.LETTER_ACCEPT,
    Outcome.LATER: TextKind.LETTER_LATER,
    Outcome.DEVELOP: TextKind.LETTER_DEVELOP,
    Outcome.WAIT: TextKind.LETTER_WAIT,
    Outcome.DECLINE: TextKind.LETTER_DECLINE,
}
PARAGRAPH = "\n\n"
NEXT: "dict[str, _StrPromise]" = {
    Outcome.ACCEPT: gettext_lazy(
        "It runs from %(start)s to %(end)s. Training comes first, and then your match. "
        "We write to you before each step."
    ),
    Outcome.LATER: gettext_lazy(
        "You need not apply again: we write to you as soon as the next cohort is planned."
    ),
    Outcome.DEVELOP: gettext_lazy("We write to you when training opens. Then apply again."),
    Outcome.WAIT: gettext_lazy(
        "We write to you as soon as a place is free. You need not do anything meanwhile."
    ),
    Outcome.DECLINE: gettext_lazy(
        "You are welcome to apply again. If something is unclear, ask us; "
        "and if you think we missed something, ask us to look again."
    ),
}


class Letters:
    """The letters of several decisions; the number of queries does not grow with them."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """Read what the programmes wrote, and what there is to work on; two queries."""
        rows = list(decisions)
        programmes = {each.application.cohort.programme_id for each in rows}
        texts = MessageText.objects.filter(
            programme__in=programmes, kind__in=TEXT_OF_OUTCOME.values()
        )
        self._own = {(each.programme_id, each.kind): each.text.strip() for each in texts}
        self._criteria = _criteria_of(rows)
        self._learning: dict[tuple[UUID, str], str] = {}

    def text(self, decision: Decision) -> str:
        """Return the letter in the coordinator's words, or else the usual one."""
        return decision.letter or self.usual(decision)

    def usual(self, decision: Decision) -> str:
        """Return the usual letter with everything filled in, in the applicant's language."""
        application = decision.application
        person = application.person
        with translation.override(person.language), timezone.override(person.time_zone):
            words = _words(decision)
            parts = (
                _first(decision.outcome, application.role) % words,
                self._to_work_on(decision),
                self._own_words(decision),
                self._next(decision) % words,
            )
            return PARAGRAPH.join(part for part in parts if part)

    def criteria(self, decision: Decision) -> list[Criterion]:
        """Return what the applicant should work on first, in the profile's order."""
        profile, keys = decision.application.profile_id, set(decision.development_keys)
        return [each for each in self._criteria.get(profile, []) if each.key in keys]

    def learning(self, decision: Decision) -> str:
        """Return where the applicant can learn now; empty where there is nothing."""
        application = decision.application
        about = (application.cohort_id, application.role)
        if about not in self._learning:
            self._learning[about] = learning_for(application)
        return self._learning[about]

    def _to_work_on(self, decision: Decision) -> str:
        """Return the lines that name what to work on; empty where nothing is named."""
        if decision.outcome != Outcome.DEVELOP:
            return ""
        names = [f"– {criterion.name}" for criterion in self.criteria(decision)]
        return "\n".join([_("This is what we suggest you work on:"), *names]) if names else ""

    def _own_words(self, decision: Decision) -> str:
        """Return the paragraph that the programme wrote for this outcome."""
        programme = decision.application.cohort.programme_id
        return self._own.get((programme, TEXT_OF_OUTCOME[decision.outcome]), "")

    def _next(self, decision: Decision) -> str:
        """Return the paragraph that says what happens next."""
        if decision.outcome == Outcome.DEVELOP and self.learning(decision):
            return _(
                "Sessions are open to you already: look under Learn, and book a place. "
                "Then apply again. We look forward to it."
            )
        return str(NEXT[decision.outcome])


def _criteria_of(decisions: Iterable[Decision]) -> dict[UUID | None, list[Criterion]]:
    """Return the criteria that decisions name, by profile; one query."""
    keys = {key for each in decisions for key in each.development_keys}
    profiles = {each.application.profile_id for each in decisions}
    found: dict[UUID | None, list[Criterion]] = defaultdict(list)
    rows = Criterion.objects.filter(expectation__profile__in=profiles, key__in=keys)
    for row in rows.select_related("expectation").order_by(
        "expectation__position", "position", "pk"
    ):
        found[row.expectation.profile_id].append(row)
    return found


def _words(decision: Decision) -> dict[str, str]:
    """Return what the gaps of a usual letter are filled with."""
    cohort = decision.application.cohort
    return {
        "programme": cohort.programme.name,
        "cohort": cohort.name,
        "start": date_format(cohort.starts_on, "j F Y"),
        "end": date_format(cohort.ends_on, "j F Y"),
    }


def _first(outcome: str, role: str) -> str:
    """Return the paragraph that says what was decided."""
    is_mentor = role == ParticipantRole.MENTOR
    if outcome == Outcome.ACCEPT:
        return (
            _("We are glad to tell you: you have a place as a mentor in %(programme)s, %(cohort)s.")
            if is_mentor
            else _(
                "We are glad to tell you: you have a place in %(programme)s, %(cohort)s, "
                "and will have a mentor."
            )
        )
    return {
        Outcome.LATER: _(
            "You are accepted for %(programme)s, and we keep a place for you in a later cohort. "
            "%(cohort)s has none left that suits."
        ),
        Outcome.DEVELOP: _(
            "Thank you for applying to be a mentor in %(programme)s. We would like to have you, "
            "and to help you get ready first."
        ),
        Outcome.WAIT: _(
            "Thank you for applying to %(programme)s. All places of %(cohort)s are taken, "
            "so we put you on the waiting list."
        ),
        Outcome.DECLINE: _(
            "Thank you for applying to %(programme)s, and for the time you put into it. "
            "This time we cannot offer you a place in %(cohort)s."
        ),
    }[Outcome(outcome)]
