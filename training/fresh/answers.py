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


@dataclass(frozen=True, slots=True)
class Words:
    """A question answered in words; `page` names the page of training where the next step is."""

    figure: str
    gap: str
    step: str
    page: str


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


def words_of(question: Question, figure: Figure) -> Words:
    """Answer a question in words, the same on its page and in every report."""
    speakers: dict[Question, Callable[[Figure], tuple[str, str, str, str]]] = {
        Question.SKILLS: _skills,
        Question.STAYING: _staying,
        Question.STEPPING_UP: _stepping_up,
        Question.SUPPORT: _support,
    }
    return Words(*speakers[question](figure))


def counted() -> tuple[str, ...]:
    """Say what each of the four figures counts."""
    return (
        _(
            "In date: of the mentors who take part and are not away, those whose training is in "
            "date or falls due soon."
        ),
        _(
            "Came back: of the mentors of the cohort before the latest, those who mentor in the "
            "latest."
        ),
        _(
            "Stepped up: of the mentees whose first cohort came before the last one and who had "
            "not mentored by then, those who became mentors later."
        ),
        _(
            "Supported: of those between transition training and the end of their first year as a "
            "mentor, those who have a supporting mentor."
        ),
    )


def trend_words(figure: Figure) -> str:
    """Say which way it moved, and from what."""
    if figure.trend is None or figure.before is None:
        return _("Nothing earlier to compare it with yet")
    facts = {"trend": figure.trend.label, "before": of_words(figure.before)}
    if figure.before_on is None:
        return _("%(trend)s: %(before)s a cohort earlier") % facts
    facts["day"] = date_format(figure.before_on, "j F Y")
    return _("%(trend)s: %(before)s on %(day)s") % facts


def _answer(programme: Programme, question: Question, figure: Figure) -> Answer:
    """Return one question with its words."""
    words = words_of(question, figure)
    return Answer(
        question=question,
        figure=words.figure,
        share=figure.now,
        words=of_words(figure.now),
        tone=_tone(figure.now),
        trend=figure.trend,
        trend_words=trend_words(figure),
        gap=words.gap,
        step=words.step,
        url=reverse(f"training:{words.page}", args=(programme.slug,)),
    )


def _tone(share: Share) -> str:
    """Return how good a share is."""
    if share.value is None:
        return "idle"
    return "good" if share.value >= GOOD else "warn" if share.value >= FAIR else "bad"


def of_words(share: Share) -> str:
    """Return so many of so many."""
    return _("%(count)s of %(of)s") % {
        "count": number_format(share.count),
        "of": number_format(share.of),
    }


def _skills(figure: Figure) -> tuple[str, str, str, str]:
    """Answer what keeps skills current."""
    if not figure.now.of:
        return (
            _("No mentor who takes part now has training on record."),
            _("Nobody can tell whose skills are current."),
            _("Plan a first session, and tick who came"),
            "session-add",
        )
    sentence = _("%(of)s mentors who take part are in date, or due soon.") % {
        "of": of_words(figure.now)
    }
    if not figure.gap:
        return (
            sentence,
            _("Nobody is behind."),
            _("See when training runs out next"),
            "register",
        )
    gap = ngettext(
        "%(n)s mentor is in training, in grace or lapsed.",
        "%(n)s mentors are in training, in grace or lapsed.",
        figure.gap,
    ) % {"n": number_format(figure.gap)}
    return sentence, gap, _("Invite them to a refresher"), "register-invite"


def _staying(figure: Figure) -> tuple[str, str, str, str]:
    """Answer how mentors are retained."""
    if not figure.now.of:
        return (
            _("Nobody can have come back yet: no second cohort has begun."),
            _("What mentors intend is not what they do."),
            _("Thank mentors for what they have given so far"),
            "recognition-list",
        )
    sentence = _("%(of)s mentors came back for the latest cohort.") % {"of": of_words(figure.now)}
    gap = ngettext("%(n)s did not come back.", "%(n)s did not come back.", figure.gap) % {
        "n": number_format(figure.gap)
    }
    return sentence, gap, _("Find out why, and whom to ask again"), "retention"


def _stepping_up(figure: Figure) -> tuple[str, str, str, str]:
    """Answer what encourages mentees to become mentors."""
    page = "pathway-list"
    if not figure.now.of:
        return (
            _("No mentee could have stepped up yet."),
            _("Nobody has been asked."),
            _("Ask mentees whether they would like to mentor"),
            page,
        )
    sentence = _("%(of)s mentees who could have become mentors did.") % {"of": of_words(figure.now)}
    gap = ngettext("%(n)s has not so far.", "%(n)s have not so far.", figure.gap) % {
        "n": number_format(figure.gap)
    }
    return sentence, gap, _("Invite those who are ready"), page


def _support(figure: Figure) -> tuple[str, str, str, str]:
    """Answer how those who become mentors are supported."""
    page = "pathway-list"
    if not figure.now.of:
        return (
            _("Nobody is learning to mentor just now."),
            _("Who steps up starts like anybody else."),
            _("Open the pathway to those who are interested"),
            page,
        )
    sentence = _(
        "%(of)s people past their transition training have an experienced mentor at their side."
    ) % {"of": of_words(figure.now)}
    gap = ngettext("%(n)s has nobody yet.", "%(n)s have nobody yet.", figure.gap) % {
        "n": number_format(figure.gap)
    }
    step = _("Choose a supporting mentor for each") if figure.gap else _("See how far they are")
    return sentence, gap if figure.gap else _("Nobody is without one."), step, page
