"""What the pages about forms and windows say: problems, conditions, what publishing does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.actions.carrying_over import CarriedOver
from programmes.applying.branching import AGREED
from programmes.applying.enums import ProfileField, QuestionKind
from programmes.applying.form_problems import Problem, ProblemKind
from programmes.applying.windows import Window, WindowState

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

PROBLEMS: "dict[ProblemKind, _StrPromise]" = {
    ProblemKind.NO_QUESTION: gettext_lazy("Nothing is asked yet: add the first question."),
    ProblemKind.EMPTY_SECTION: gettext_lazy(
        "“%(about)s” has no question: add one, or take the section out."
    ),
    ProblemKind.TOO_FEW_CHOICES: gettext_lazy("“%(about)s” needs two choices at least."),
    ProblemKind.OUT_OF_ORDER: gettext_lazy(
        "“%(about)s” is asked before the question it hangs on: move it down."
    ),
    ProblemKind.NEVER_ASKED: gettext_lazy(
        "“%(about)s” would never be asked: nobody can give the answer it waits for."
    ),
    ProblemKind.ASKED_TWICE: gettext_lazy(
        "“%(about)s” asks for the same line of the profile as another question."
    ),
    ProblemKind.PROFILE_KNOWS: gettext_lazy(
        "“%(about)s”: the profile knows this already (%(known)s). Take it from there."
    ),
    ProblemKind.NO_EVIDENCE: gettext_lazy("No question gives evidence of “%(about)s”."),
    ProblemKind.NO_LINE_MANAGER: gettext_lazy(
        "Line managers are asked to endorse, so applicants have to say who theirs is: name and"
        " e-mail, both from the profile."
    ),
}
ALWAYS_KNOWN: "dict[str, _StrPromise]" = {
    "name": gettext_lazy("their name"),
    "email": gettext_lazy("their e-mail address"),
}
KIND_HINTS: "dict[QuestionKind, _StrPromise]" = {
    QuestionKind.SHORT_TEXT: gettext_lazy("Such as a title or a number."),
    QuestionKind.LONG_TEXT: gettext_lazy("For reasons and examples."),
    QuestionKind.CHOICE: gettext_lazy("One answer of several; later questions can hang on it."),
    QuestionKind.MULTI_CHOICE: gettext_lazy(
        "Several answers of a list; later questions can hang on them."
    ),
    QuestionKind.SCALE: gettext_lazy("Up to ten points, with words at both ends."),
    QuestionKind.DATE: gettext_lazy("A day, picked from a calendar."),
    QuestionKind.FILE: gettext_lazy("A PDF, a document or a picture."),
    QuestionKind.CONSENT: gettext_lazy("Something to agree to; later questions can hang on it."),
    QuestionKind.GOALS: gettext_lazy("What somebody wants to be able to do."),
    QuestionKind.PROFILE: gettext_lazy("Shown as it stands in the profile, and changed there."),
}


def problem_in_words(problem: Problem) -> str:
    """Say what is wrong with a form, and what would put it right."""
    known = problem.known_as
    label = ALWAYS_KNOWN.get(known) or (ProfileField(known).label if known else "")
    return str(PROBLEMS[problem.kind]) % {"about": problem.about, "known": label}


def answer_in_words(answer: str, kind: str) -> str:
    """Return an answer as a condition names it."""
    return _("ticked") if kind == QuestionKind.CONSENT and answer == AGREED else answer


def condition_in_words(text: str, kind: str, answers: list[str]) -> str:
    """Say on which answers to an earlier question another one hangs."""
    if kind == QuestionKind.CONSENT:
        return _("Asked only if this was ticked: “%(question)s”") % {"question": text}
    wanted = _(" or ").join(f"“{answer}”" for answer in answers)
    words = _("Asked only if “%(question)s” was answered with %(answers)s")
    return words % {"question": text, "answers": wanted}


def out_of_order_in_words(later: str, earlier: str) -> str:
    """Say why a question cannot come before another."""
    if not earlier:
        return _("“%(later)s” can hang only on an earlier question of this form.") % {
            "later": later
        }
    return _("“%(later)s” hangs on the answer to “%(earlier)s”, so it has to come after it.") % {
        "later": later,
        "earlier": earlier,
    }


def carried_in_words(carried: CarriedOver) -> list[str]:
    """Say what becomes of applications that are being written."""
    if not carried.applications:
        return [_("Nobody is writing an application at the moment.")]
    sentences = [
        ngettext(
            "%(count)d application is being written: it goes over to this version.",
            "%(count)d applications are being written: they go over to this version.",
            carried.applications,
        )
        % {"count": carried.applications}
    ]
    if carried.kept:
        sentences.append(
            ngettext(
                "%(count)d answer stays with its question.",
                "%(count)d answers stay with their questions.",
                carried.kept,
            )
            % {"count": carried.kept}
        )
    if carried.lost:
        sentences.append(
            ngettext(
                "%(count)d answer is lost, since its question is gone or answered otherwise now.",
                "%(count)d answers are lost, since their questions are gone or answered otherwise"
                " now.",
                carried.lost,
            )
            % {"count": carried.lost}
        )
    return sentences


def window_in_words(window: Window, today: "date") -> str:
    """Say whether one may apply today, and until or from when."""
    state = window.state(today)
    opens, closes = _day(window.opens_on), _day(window.closes_on)
    sentences: dict[WindowState, Callable[[], str]] = {
        WindowState.NOT_YET: lambda: (
            _("Opens on %(day)s.") % {"day": opens} if opens else _("Not open yet.")
        ),
        WindowState.OPEN: lambda: (
            _("Open until %(day)s.") % {"day": closes}
            if closes
            else _("Open while the cohort recruits.")
        ),
        WindowState.GRACE: lambda: (
            _("Closed since %(day)s; what was begun can be handed in until %(last)s.")
            % {"day": closes, "last": _day(window.last_day)}
        ),
        WindowState.CLOSED: lambda: (
            _("Closed since %(day)s.") % {"day": _day(window.last_day)}
            if window.last_day and window.last_day < today
            else _("Closed.")
        ),
    }
    return sentences[state]()


def _day(day: "date | None") -> str:
    """Return a day in words; empty where there is none."""
    return date_format(day, "j F Y") if day else ""
