"""Every kind of event has a sentence that people can read."""

import ast
from functools import cache
from pathlib import Path

from matching.care.enums import CareKind
from matching.goals.enums import GOAL_TRANSITIONS
from mentorship.audit.sentences import SENTENCES, sentence_for
from programmes.enums import (
    COHORT_TRANSITIONS,
    PARTICIPANT_TRANSITIONS,
    RECOMMENDATION_TRANSITIONS,
)

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("mentorship", "programmes", "training", "matching", "evaluation")


@cache
def recorded() -> tuple[tuple[str, str], ...]:
    """Return the kinds that the code records, and where; `…` stands for what is filled in."""
    return tuple(
        (kind, f"{path.relative_to(ROOT)}:{node.lineno}")
        for place in PLACES
        for path in (ROOT / place).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and node.args and records(node)
        for kind in kinds(node.args[0])
    )


def records(node: ast.Call) -> bool:
    """Tell whether a call writes to the record, by `record` or by an app's own way to it."""
    function = node.func.id if isinstance(node.func, ast.Name) else ""
    return function.lstrip("_").startswith("record")


def kinds(node: ast.expr) -> list[str]:
    """Return what an argument may be: a word, one of two words, or a word with a gap."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*kinds(node.body), *kinds(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(p.value) if isinstance(p, ast.Constant) else "…" for p in node.values)]
    return []


FILLED_IN = {
    "cohort.…": [f"cohort.{state}" for state in COHORT_TRANSITIONS],
    "participant.…": [f"participant.{state}" for state in PARTICIPANT_TRANSITIONS],
    "care.…": [f"care.{kind}" for kind in CareKind],
    "meeting.…": ["meeting.held", "meeting.not_held"],
    "goal.…": [f"goal.{state}" for state in GOAL_TRANSITIONS],
    "recommendation.…": [f"recommendation.{state}" for state in RECOMMENDATION_TRANSITIONS],
}


def test_every_kind_of_event_has_a_sentence():
    missing = {
        name: where
        for kind, where in recorded()
        for name in FILLED_IN.get(kind, [kind])
        if name not in SENTENCES
    }
    assert missing == {}


def test_every_sentence_is_of_a_kind_that_is_recorded():
    found = {name for kind, _where in recorded() for name in FILLED_IN.get(kind, [kind])}
    assert set(SENTENCES) - found == set()


def test_the_search_finds_what_is_recorded():
    found = {kind for kind, _where in recorded()}
    assert {"programme.created", "accounts.signed_in", "message.held", "participant.…"} <= found


def test_a_sentence_begins_large_and_ends_without_a_full_stop():
    sentences = {kind: sentence_for(kind) for kind in SENTENCES}
    odd = {
        kind: said
        for kind, said in sentences.items()
        if not said[0].isupper() or said.endswith(".")
    }
    assert odd == {}


def test_an_unknown_kind_is_named_as_it_is():
    assert sentence_for("moon.landed") == "Something else: moon.landed"
