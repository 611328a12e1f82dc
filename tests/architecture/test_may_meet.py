"""What the search of the walk looks for, and that it would find it."""

from dataclasses import replace

import pytest
from django.apps import apps

from mentorship.accounts.privacy.erasing.rows import all_declared
from mentorship.common.privacy import FieldClass, Withheld
from tests.architecture.marking import Marks, Token, mark, takes_words
from tests.architecture.may_meet import GRANTS, KEPT, RULE, Standing, Whose
from tests.architecture.planted import MARK, plant
from tests.architecture.readers import Ties, may_meet
from tests.architecture.unmarked import BLANK, LISTS, SHAPES, UNMARKED
from tests.architecture.world import make_walked_world

TOKEN = Token(
    word="zqxqaaaa",
    field="programmes.Decision.letter",
    kind=FieldClass.CONTENT,
    withheld=None,
    subjects=frozenset({1}),
    authors=frozenset({2}),
    programme=3,
    organisation=4,
)


def texts_about_somebody() -> set[str]:
    """Return the labels of all fields that hold words about somebody, in models with a row."""
    return {
        f"{declared.model._meta.label}.{made.name}"
        for declared in all_declared()
        if declared.model._base_manager.exists()
        for made in declared.fields_of(*set(FieldClass) - {FieldClass.NONE})
        if takes_words(made)
    }


@pytest.mark.django_db
def test_every_text_about_somebody_is_marked_or_says_why_not():
    """Texts, lists and files; each word is one of its own, and is whose the declaration says."""
    walked = make_walked_world()
    plant(walked)
    marks = Marks()
    mark(marks)
    told = {*UNMARKED, *SHAPES, *BLANK, *LISTS, *marks.refused}
    marked = {token.field for token in marks.tokens.values()}
    assert texts_about_somebody() - told - marked == set()
    assert all(MARK.fullmatch(word) for word in marks.tokens)
    own = [token for token in marks.tokens.values() if walked.world.mentee.pk in token.subjects]
    ties = Ties.of_world()
    assert {ties.whose(walked.world.mentee.pk, token) for token in own} <= {
        Whose.OWN,
        Whose.WRITTEN,
    }
    far = {ties.whose(walked.other_administrator.pk, token) for token in own}
    assert far == {Whose.ELSEWHERE}


def test_what_is_named_is_a_field():
    named = {*UNMARKED, *SHAPES, *BLANK, *LISTS, *KEPT, *(f for one in GRANTS for f in one.fields)}
    for label in named:
        model, _dot, field = label.rpartition(".")
        assert apps.get_model(model)._meta.get_field(field).concrete


def test_nobody_meets_anything_of_another_organisation():
    assert all(Whose.ELSEWHERE not in by_tie for by_tie in RULE.values())
    assert all(whose != Whose.ELSEWHERE for one in GRANTS for _who, whose in one.to)
    assert all(one.reason for one in GRANTS)


def test_each_class_is_kept_from_whom_it_is_not_for():
    """A letter is read by whom it is to and by whoever runs the programme, and that is all."""
    readers = {
        (standing, whose)
        for standing in Standing
        for whose in Whose
        if may_meet(standing, whose, TOKEN, by_link=False)
        and whose not in {Whose.WRITTEN, Whose.OWN, Whose.PARTNERS}
    }
    assert {standing for standing, _whose in readers} == {
        Standing.COORDINATOR,
        Standing.ASSISTANT,
        Standing.ADMINISTRATOR,
    }
    assert may_meet(Standing.MENTEE, Whose.OWN, TOKEN, by_link=False)
    assert not may_meet(Standing.LINK, Whose.LINKED, TOKEN, by_link=True)


def test_what_was_said_in_confidence_is_not_for_whom_it_is_about():
    held = replace(TOKEN, withheld=Withheld.CONFIDENCE)
    assert not may_meet(Standing.MENTEE, Whose.OWN, held, by_link=False)
    assert may_meet(Standing.REVIEWER, Whose.WRITTEN, held, by_link=False)
    key = replace(TOKEN, withheld=Withheld.KEY)
    assert not any(may_meet(one, whose, key, by_link=True) for one in Standing for whose in Whose)
    pair = replace(TOKEN, withheld=Withheld.PAIR)
    assert not may_meet(Standing.COORDINATOR, Whose.PROGRAMME, pair, by_link=False)
