"""The four questions answered in words: figure, trend, gap, and the next step with its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Programme
from training import wording
from training.fresh.enums import Question, Trend
from training.fresh.figures import Figure, Share

# From which share on an answer is good, and from which it is in between.
GOOD, FAIR = 0.8, 0.5
TREND_TONES = {Trend.UP: "good", Trend.STEADY: "idle", Trend.DOWN: "warn"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One question as the page shows it; `share` draws its gauge where there is a figure."""

    question: Question
    figure: str
    share: Share
    words: str
    tone: str
    trend: Trend | None
    trend_words: str
    gap: str
    step: str
    url: str

    @property
    def title(self) -> str:
        """Return the question."""
        return str(self.question.label)

    @property
    def trend_tone(self) -> str:
        """Return how the trend is drawn."""
        return TREND_TONES[self.trend] if self.trend else "off"


Words = Callable[[Programme, Figure], tuple[str, str, str, str]]


def answers_of(programme: Programme, figures: Mapping[Question, Figure]) -> list[Answer]:
    """Return the four questions answered, in their order."""
    return [_answer(programme, question, figures[question]) for question in Question]


def weakest_of(answers: list[Answer]) -> Answer:
    """Return the question that needs somebody most: one without a figure, else the lowest share."""
    return min(answers, key=lambda answer: -1.0 if (v := answer.share.value) is None else v)


def headline(answers: list[Answer]) -> str:
    """Say in a sentence whether mentoring stays fresh here."""
    good = sum(answer.tone == "good" for answer in answers)
    if good == len(answers):
        return _("Mentoring is staying fresh here")
    if all(answer.share.value is None for answer in answers):
        return _("Nothing is on record yet that would say whether mentoring stays fresh")
    if not good:
        return _("None of the four is in good order yet; see the weakest first")
    return ngettext(
        "%(count)s of the four is in good order; see the weakest first",
        "%(count)s of the four are in good order; see the weakest first",
        good,
    ) % {"count": wording.number(good)}


def _answer(programme: Programme, question: Question, figure: Figure) -> Answer:
    """Return one question with its words."""
    words: dict[Question, Words] = {
        Question.SKILLS: _skills,
        Question.STAYING: _staying,
        Question.STEPPING_UP: _stepping_up,
        Question.SUPPORT: _support,
    }
    sentence, gap, step, url = words[question](programme, figure)
    return Answer(
        question=question,
        figure=sentence,
        share=figure.now,
        words=_of(figure.now),
        tone=_tone(figure.now),
        trend=figure.trend,
        trend_words=_trend(figure),
        gap=gap,
        step=step,
        url=url,
    )


def _tone(share: Share) -> str:
    """Return how good a share is."""
    if share.value is None:
        return "idle"
    return "good" if share.value >= GOOD else "warn" if share.value >= FAIR else "bad"


def _of(share: Share) -> str:
    """Return so many of so many."""
    return _("%(count)s of %(of)s") % {
        "count": number_format(share.count),
        "of": number_format(share.of),
    }


def _trend(figure: Figure) -> str:
    """Say which way it moved, and from what."""
    if figure.trend is None or figure.before is None:
        return _("Nothing earlier to compare it with yet")
    facts = {"trend": figure.trend.label, "before": _of(figure.before)}
    if figure.before_on is None:
        return _("%(trend)s: %(before)s a cohort earlier") % facts
    facts["day"] = date_format(figure.before_on, "j F Y")
    return _("%(trend)s: %(before)s on %(day)s") % facts


def _page(programme: Programme, name: str) -> str:
    """Return the address of a page of training."""
    return reverse(f"training:{name}", args=(programme.slug,))


def _skills(programme: Programme, figure: Figure) -> tuple[str, str, str, str]:
    """Answer what keeps skills current."""
    if not figure.now.of:
        return (
            _("No mentor’s training is on record."),
            _("Nobody can tell whose skills are current."),
            _("Plan a first session, and tick who came"),
            _page(programme, "session-add"),
        )
    sentence = _("%(of)s mentors who take part are in date, or due soon.") % {"of": _of(figure.now)}
    if not figure.gap:
        return (
            sentence,
            _("Nobody is behind."),
            _("See when training runs out next"),
            _page(programme, "register"),
        )
    gap = ngettext(
        "%(n)s mentor is in training, in grace or lapsed.",
        "%(n)s mentors are in training, in grace or lapsed.",
        figure.gap,
    ) % {"n": number_format(figure.gap)}
    return sentence, gap, _("Invite them to a refresher"), _page(programme, "register-invite")


def _staying(programme: Programme, figure: Figure) -> tuple[str, str, str, str]:
    """Answer how mentors are retained."""
    if not figure.now.of:
        return (
            _("Nobody can have come back yet: no second cohort has begun."),
            _("What mentors intend is not what they do."),
            _("Thank mentors for what they have given so far"),
            _page(programme, "recognition-list"),
        )
    sentence = _("%(of)s mentors came back for the latest cohort.") % {"of": _of(figure.now)}
    gap = ngettext("%(n)s did not come back.", "%(n)s did not come back.", figure.gap) % {
        "n": number_format(figure.gap)
    }
    return sentence, gap, _("Find out why, and whom to ask again"), _page(programme, "retention")


def _stepping_up(programme: Programme, figure: Figure) -> tuple[str, str, str, str]:
    """Answer what encourages mentees to become mentors."""
    url = _page(programme, "pathway-list")
    if not figure.now.of:
        return (
            _("No mentee could have stepped up yet."),
            _("Nobody has been asked."),
            _("Ask mentees whether they would like to mentor"),
            url,
        )
    sentence = _("%(of)s mentees who could have become mentors did.") % {"of": _of(figure.now)}
    gap = ngettext("%(n)s has not so far.", "%(n)s have not so far.", figure.gap) % {
        "n": number_format(figure.gap)
    }
    return sentence, gap, _("Invite those who are ready"), url


def _support(programme: Programme, figure: Figure) -> tuple[str, str, str, str]:
    """Answer how those who become mentors are supported."""
    url = _page(programme, "pathway-list")
    if not figure.now.of:
        return (
            _("Nobody is learning to mentor just now."),
            _("Who steps up starts like anybody else."),
            _("Open the pathway to those who are interested"),
            url,
        )
    sentence = _(
        "%(of)s people past their transition training have an experienced mentor at their side."
    ) % {"of": _of(figure.now)}
    gap = ngettext("%(n)s has nobody yet.", "%(n)s have nobody yet.", figure.gap) % {
        "n": number_format(figure.gap)
    }
    step = _("Choose a supporting mentor for each") if figure.gap else _("See how far they are")
    return sentence, gap if figure.gap else _("Nobody is without one."), step, url
