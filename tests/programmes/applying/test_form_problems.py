"""What a form lacks, and what one should think about again."""

from uuid import UUID

import pytest

from programmes.applying.branching import Asked
from programmes.applying.form_problems import Outline, Part, ProblemKind, known_as, problems_of

LISTENS = UUID(int=70)


def question(number, kind="long_text", text="Why?", **more):
    return Asked(id=UUID(int=number), kind=kind, text=text, **more)


def kinds(*questions, **more):
    outline = Outline((Part("About you", questions),), **more)
    return [problem.kind for problem in problems_of(outline)]


def test_a_form_that_asks_something_can_be_published():
    assert kinds(question(1)) == []


def test_what_keeps_a_form_from_being_published():
    assert kinds() == [ProblemKind.NO_QUESTION]
    assert problems_of(Outline(())) != []
    empty = Outline((Part("Here", (question(1),)), Part("Empty", ())))
    assert [(each.kind, each.about) for each in problems_of(empty)] == [
        (ProblemKind.EMPTY_SECTION, "Empty")
    ]
    assert kinds(question(1, "choice", options=("A",))) == [ProblemKind.TOO_FEW_CHOICES]
    grade = {"kind": "profile", "profile_field": "grade"}
    assert kinds(question(1, **grade), question(2, **grade)) == [ProblemKind.ASKED_TWICE] * 2


def test_what_would_never_be_asked_is_named_once():
    first = question(1, "choice", options=("A", "B"))
    waits = {"hangs_on": first.id, "wanted": ("C",)}
    assert kinds(first, question(2, **waits)) == [ProblemKind.NEVER_ASKED]
    assert kinds(question(2, **waits), first) == [ProblemKind.OUT_OF_ORDER]
    chain = question(3, hangs_on=UUID(int=2), wanted=("yes",))
    assert kinds(first, question(2, "consent", **waits), chain) == [ProblemKind.NEVER_ASKED] * 2


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("What is your e-mail address?", "email"),
        ("Your full name", "name"),
        ("Which department do you work in?", "department"),
        ("Job title", "job_title"),
        ("What is your current role?", "job_title"),
        ("Name of your line manager", "line_manager_name"),
        ("Your manager's email", "line_manager_email"),
        ("Where are you based?", "location"),
        ("Which languages do you speak?", "languages"),
        ("What role did you play when it went wrong?", ""),
        ("Name a time when you listened", ""),
        ("How would you work with another team?", ""),
    ],
)
def test_what_the_profile_knows_is_not_asked_again(text, known):
    assert known_as(question(1, "short_text", text)) == known
    assert known_as(question(1, "choice", text, options=("A", "B"))) == ""


def test_criteria_without_evidence_and_a_missing_line_manager_are_only_advice():
    criteria = ((LISTENS, "Listens"),)
    assert kinds(question(1), criteria=criteria) == [ProblemKind.NO_EVIDENCE]
    assert kinds(question(1, criterion_keys=(LISTENS,)), criteria=criteria) == []
    asked = [
        question(number, "profile", field, profile_field=field)
        for number, field in enumerate(("line_manager_name", "line_manager_email"))
    ]
    assert kinds(asked[0], needs_line_manager=True) == [ProblemKind.NO_LINE_MANAGER]
    assert kinds(*asked, needs_line_manager=True) == []
    problems = problems_of(Outline((Part("", (question(1),)),), criteria))
    assert not any(problem.is_blocking for problem in problems)
