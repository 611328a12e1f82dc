"""The shipped surveys as data: complete, paired where they are compared, and short enough."""

from collections import Counter, defaultdict

import pytest

from evaluation.burden.forms import in_form
from evaluation.enums import Audience, Candour, ItemKind, Purpose, Subject
from evaluation.instruments.branching import asked_of
from evaluation.models import Item
from evaluation.shipped import SHIPPED
from training.competencies.shipped import MENTOR_AREAS
from training.retention.enums import LeavingCause

BY_KEY = {shipped.key: shipped for shipped in SHIPPED}
FOR_BOTH = ("baseline", "session-feedback", "pulse", "mid", "close", "follow-up", "relationship")
# Slowly read: a mark, a choice, and a few words typed on a phone.
SECONDS = {ItemKind.SCALE: 8, ItemKind.YES_NO: 7, ItemKind.CHOICE: 10, ItemKind.TEXT: 35}

each = pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.key)


def test_everything_is_there_for_mentors_and_for_mentees():
    wanted = {f"{key}-{role}" for key in (*FOR_BOTH, "check-in") for role in ("mentee", "mentor")}
    wanted |= {"competency-self", "competency-by-mentee", "sponsor", "line-manager"}
    assert set(BY_KEY) == wanted
    assert len(SHIPPED) == len(wanted)
    for key in FOR_BOTH:
        assert BY_KEY[f"{key}-mentee"].purpose == BY_KEY[f"{key}-mentor"].purpose
        assert BY_KEY[f"{key}-mentee"].audience == Audience.MENTEE
        assert BY_KEY[f"{key}-mentor"].audience == Audience.MENTOR
    assert {s.purpose for s in SHIPPED} == set(Purpose) - {Purpose.OTHER}


@each
def test_it_fits_into_its_columns_and_can_be_answered(shipped):
    keys = [question.key for question in shipped.questions]
    assert len(keys) == len(set(keys))
    assert any(question.is_required for question in shipped.questions) or "competency" in (
        shipped.key
    )
    for question in shipped.questions:
        texts = {
            "key": question.key,
            "text": str(question.text),
            "subscale": question.subscale,
        }
        if question.scale:
            texts |= {"low_anchor": str(question.scale[2]), "high_anchor": str(question.scale[3])}
            assert question.scale[0] < question.scale[1]
        for name, text in texts.items():
            assert len(text) <= (Item._meta.get_field(name).max_length or 0)
        assert bool(question.scale) == (question.kind == ItemKind.SCALE)
        assert bool(question.options) == (question.kind == ItemKind.CHOICE)


@each
def test_a_branch_waits_for_an_answer_that_can_be_given_earlier(shipped):
    seen = {}
    for question in shipped.questions:
        if question.only_if:
            assert not question.is_required
            earlier = seen[question.only_if]
            assert earlier.is_core
            low, high, *_words = earlier.scale or (0, -1)
            offered = {
                ItemKind.SCALE: [*range(low, high + 1)],
                ItemKind.CHOICE: [value for value, _label in earlier.options],
                ItemKind.YES_NO: [True, False],
            }[earlier.kind]
            assert set(question.values) < set(offered)
        seen[question.key] = question


@each
def test_it_takes_no_longer_than_it_says(shipped):
    unbranched = [question for question in shipped.questions if not question.only_if]
    seconds = sum(SECONDS[question.kind] for question in unbranched)
    assert seconds <= 60 * shipped.minutes + 30
    if shipped.purpose in {Purpose.PULSE, Purpose.SESSION} and shipped.minutes == 1:
        assert len([q for q in unbranched if q.kind != ItemKind.TEXT]) <= 4


@each
@pytest.mark.parametrize("forms", [2, 3, 4])
def test_whichever_form_somebody_gets_two_thirds_of_each_subscale_are_asked(shipped, forms):
    sizes = Counter(q.subscale for q in shipped.questions if q.subscale)
    for form in range(forms):
        kept = Counter(q.subscale for q in in_form(shipped.questions, forms, form) if q.subscale)
        assert all(3 * kept[name] >= 2 * size for name, size in sizes.items())


def test_only_what_tells_who_rated_whom_is_about_somebody_and_never_anonymous():
    about = {s.key: s.subject for s in SHIPPED if s.subject != Subject.PROGRAMME}
    assert about == {
        "competency-by-mentee": Subject.PARTNER,
        "relationship-mentee": Subject.PARTNER,
        "relationship-mentor": Subject.PARTNER,
        "line-manager": Subject.MENTEE,
    }
    assert all(BY_KEY[key].candour == Candour.CONFIDENTIAL for key in about)
    assert [s.key for s in SHIPPED if s.candour == Candour.NAMED] == ["sponsor"]


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_baseline_close_and_follow_up_ask_where_one_stands_in_the_same_words(role):
    def standing(key):
        shipped = BY_KEY[f"{key}-{role}"]
        assert shipped.candour == Candour.CONFIDENTIAL
        return [q for q in shipped.questions if q.subscale]

    assert standing("baseline") == standing("close") == standing("follow-up")
    assert any(question.is_reversed for question in standing("baseline"))


def test_the_competency_twin_asks_the_same_21_things_in_six_areas():
    own, rated = BY_KEY["competency-self"], BY_KEY["competency-by-mentee"]
    assert len(own.questions) == 21
    told = [
        [(q.key, q.subscale, q.is_core, q.scale, q.is_reversed) for q in shipped.questions]
        for shipped in (own, rated)
    ]
    assert told[0] == told[1]
    areas = defaultdict(int)
    for question in own.questions:
        areas[question.subscale] += 1
        assert question.scale[:2] == (1, 7)
    assert list(areas) == [area.key for area in MENTOR_AREAS]
    assert min(areas.values()) >= 3
    assert [str(part.title) for part in own.parts] == [str(area.name) for area in MENTOR_AREAS]
    assert all("you" in str(question.text) for question in own.questions)
    assert all("your mentor" in str(question.text) for question in rated.questions)


def test_why_a_mentor_may_not_return_is_asked_of_those_who_doubt_it_in_known_causes():
    close = BY_KEY["close-mentor"]
    doubt = next(q for q in close.questions if q.key == "return_doubt")
    assert {value for value, _label in doubt.options} == set(LeavingCause) - {LeavingCause.UNKNOWN}
    items = [
        Item(key=q.key, asked_if_key=q.only_if, asked_if_values=list(q.values))
        for q in close.questions
    ]
    asked = {
        answer: "return_doubt" in [i.key for i in asked_of(items, {"wants_mentor": answer})]
        for answer in ("yes", "maybe", "no")
    }
    assert asked == {"yes": False, "maybe": True, "no": True}
