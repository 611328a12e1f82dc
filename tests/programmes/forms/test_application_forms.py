"""Whatever is typed into a question: a sentence next to the field, or a row that can be stored."""

import uuid

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from programmes.actions.form_questions import (
    AlreadyThereError,
    FormFullError,
    HangsTogetherError,
    add_question,
)
from programmes.applying.enums import ProfileField, QuestionKind
from programmes.applying.forms_in_use import asked, questions_of
from programmes.forms.application_forms import LONGEST_OPTION, MOST_OPTIONS, QuestionForm
from programmes.models import FormSection
from tests.factories.choosing import FormSectionFactory, QuestionFactory

CRITERION = uuid.UUID(int=7)
NASTY = (
    *("", " ", "\x00", "a\x00b", "\u200b", "\u202eabc", "שלום", "😀" * 40, "x" * 301, "é" * 300),
    *("A\nB", "A\na", "A\n\nB\n", "\n".join(map(str, range(100))), "A\nB\x00", "5", "-1", "1e9"),
)
typed = st.sampled_from(NASTY) | st.text(max_size=20)


def filled(kind, data, **more):
    section = FormSection(title="One")
    facts = {"kind": kind, "section": section, "sections": [section], "criteria": {}}
    given_data = {"key": str(uuid.uuid4()), "text": "Why?", **data}
    return QuestionForm(given_data, **(facts | {"deciding": []} | more))


@pytest.mark.django_db
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(list(QuestionKind)),
    data=st.fixed_dictionaries(
        dict.fromkeys(("text", "hint", "options", "scale_points", "lowest", "highest"), typed)
        | {"profile_field": st.sampled_from([*ProfileField.values, "", "salary"])}
        | {"criteria": st.lists(st.sampled_from([str(CRITERION), "x", "\x00"]))}
        | {"asked_if": st.lists(st.sampled_from(["A", "B", "\x00", "other", "none"]), max_size=2)}
    ),
)
@example(
    kind=QuestionKind.SCALE,
    data={"text": "\u200f?", "hint": "", "lowest": "1", "highest": "2", "scale_points": "10"},
)
def test_what_is_typed_is_stored_or_answered_with_a_sentence(section, kind, data):
    first = asked(questions_of(section.form)[0])
    hanging = {"A": f"{first.id}|A", "other": f"{uuid.uuid4()}|A"}
    ticked = [hanging.get(each, each) for each in data.get("asked_if", [])]
    form = filled(
        kind,
        data | {"asked_if": ticked},
        section=section,
        sections=[section],
        criteria={CRITERION: "Listens"},
        deciding=[first],
    )
    if not form.is_valid():
        assert set(form.errors) <= set(form.fields)
        return
    try:
        question = add_question(
            section, wording=form.wording, key=form.cleaned_data["key"], by=None
        )
    except (AlreadyThereError, FormFullError, HangsTogetherError):
        return
    question.full_clean(exclude=["options"])  # Django calls no choices blank
    assert question.text.strip()
    assert len(question.options) <= MOST_OPTIONS


@pytest.fixture
def section():
    section = FormSectionFactory.create(form__state="draft", form__published_at=None)
    QuestionFactory.create(
        section=section, kind=QuestionKind.CHOICE, options=["A", "B"], text="Which?"
    )
    return section


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("Only one", "two choices at least"),
        ("A\n\u200b\n", "two choices at least"),
        ("Yes\nyes ", "“yes” stands there twice."),
        ("\n".join(map(str, range(MOST_OPTIONS + 1))), "These are 41 choices."),
        ("A\n" + "x" * (LONGEST_OPTION + 1), "is longer than 160 characters."),
        ("A\nB\x00", "Null characters are not allowed."),
    ],
)
def test_choices_that_nobody_could_choose_from_are_refused(options, sentence):
    form = filled(QuestionKind.CHOICE, {"options": options})
    assert sentence in str(form.errors["options"])


def test_choices_are_trimmed_and_kept_in_order():
    form = filled(QuestionKind.MULTI_CHOICE, {"options": " Ja  doch \r\n\r\nنعم\r\n😀\r\n"})
    assert form.is_valid()
    assert form.wording.options == ("Ja doch", "نعم", "😀")


def test_what_nobody_could_read_is_no_question():
    assert "nothing to read" in str(filled(QuestionKind.DATE, {"text": "\u200b"}).errors["text"])


def test_a_scale_has_two_different_ends():
    ends = {"scale_points": "5", "lowest": "Never", "highest": "never"}
    assert "Both ends say the same." in str(filled(QuestionKind.SCALE, ends).errors["highest"])
    assert "scale_points" in filled(QuestionKind.SCALE, ends | {"scale_points": "11"}).errors


def test_a_question_of_the_profile_is_called_as_the_profile_calls_it():
    form = filled(QuestionKind.PROFILE, {"text": "", "profile_field": "grade"})
    assert form.is_valid()
    assert (form.wording.text, form.wording.profile_field) == ("Grade", "grade")


def test_a_question_hangs_on_one_earlier_question_only():
    section = FormSection(title="One")
    both = [
        asked(QuestionFactory.build(section=section, kind=QuestionKind.CONSENT, text=text))
        for text in ("One?", "Two?")
    ]
    data = {"asked_if": [f"{each.id}|yes" for each in both]}
    form = filled(QuestionKind.DATE, data, deciding=both)
    assert "one earlier question only" in str(form.errors["asked_if"])
