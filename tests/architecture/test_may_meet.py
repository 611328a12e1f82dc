"""What the search of the walk looks for, and that it would find it."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Concat

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.erasing.rows import all_declared
from mentorship.common.privacy import FieldClass, Withheld
from tests.architecture.marking import Marks, Token, mark, markable, takes_words
from tests.architecture.may_meet import GRANTS, KEPT, RULE, Standing, Whose
from tests.architecture.planted import MARK, READERS, plant
from tests.architecture.readers import Ties, may_meet
from tests.architecture.unmarked import BLANK, LISTS, SHAPES, UNMARKED
from tests.architecture.walking import answer, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in

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
        if may_meet(standing, whose, TOKEN, at="")
        and whose in {Whose.PROGRAMME, Whose.ORGANISATION, Whose.ELSEWHERE}
    }
    assert {standing for standing, _whose in readers} == {
        Standing.COORDINATOR,
        Standing.ASSISTANT,
    }
    assert may_meet(Standing.MENTEE, Whose.OWN, TOKEN, at="")
    assert not may_meet(Standing.LINK, Whose.LINKED, TOKEN, at="", by_link=True)


def test_what_was_said_in_confidence_is_not_for_whom_it_is_about():
    held = replace(TOKEN, withheld=Withheld.CONFIDENCE)
    assert not may_meet(Standing.MENTEE, Whose.OWN, held, at="")
    assert may_meet(Standing.REVIEWER, Whose.WRITTEN, held, at="")
    key = replace(TOKEN, withheld=Withheld.KEY)
    assert not any(
        may_meet(one, whose, key, at="", by_link=True) for one in Standing for whose in Whose
    )
    pair = replace(TOKEN, withheld=Withheld.PAIR)
    assert not may_meet(Standing.COORDINATOR, Whose.PROGRAMME, pair, at="")


@pytest.mark.django_db
def test_whoever_erases_somebody_reads_nothing_that_a_pair_wrote_about_them():
    """Even where it names the person, as what is kept of others is looked through for."""
    walked = make_walked_world()
    plant(walked)
    marks = Marks()
    mark(marks)
    named = Person.objects.get(pk=walked.world.mentee.pk).name
    for model, privacy, names in markable():
        if privacy.withheld.get("*") is None:
            continue
        for name in names:
            made = model._meta.get_field(name)
            if isinstance(made, CharField | TextField) and (made.max_length or 999) > 180:
                rows = model._base_manager.exclude(**{f"{name}__isnull": True})
                rows.update(**{name: Concat(F(name), Value(f" said {named}"))})
    client = sign_in(walked.world.administrator)
    page = answer(client, "GET", resolve("mentorship:organisation-erasing-one", walked))
    assert page.status == 200
    met = {marks.tokens[word] for word in page.marked if word in marks.tokens}
    assert "notifications.Message.text" in {token.field for token in met}
    assert {token.field for token in met if token.withheld} == set()
    assert {word for word in page.marked if word in READERS} == set()
