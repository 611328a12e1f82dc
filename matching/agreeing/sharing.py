"""What the people of a match have in common, in the words in which both told it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from matching.enums import MENTORING_SIDES
from matching.models import Match, MatchMember, SendingPair
from matching.queries import Face
from matching.rounds.enums import RuleTest
from matching.rounds.knowing import answers_in
from mentorship.accounts.models import Person

MOST_TOPICS = 8


def in_both(own: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return what stands in both, whatever its capitals, in the others' words and order; once."""
    known = {word.strip().casefold() for word in own}
    found = {word.strip().casefold(): word.strip() for word in reversed(list(others))}
    return [word for key, word in reversed(found.items()) if key in known]


def topics_shared(match: Match, viewer: Person, faces: Iterable[Face]) -> dict[UUID, list[str]]:
    """Return by person what the viewer shares with each of the others; four queries at most.

    Interests of the profile, and answers to questions that the programme matched the two by: only
    what both of them named, and never a wish or a sentence.
    """
    answers = _answers_by_member(match)
    own = [member for member in match.members.all() if member.person == viewer]
    named = {member.person.pk: member for member in match.members.all()}
    shared = {}
    for face in faces:
        topics = in_both(face.own_interests, face.interests)
        other = named[face.person.pk]
        for member in own:
            topics += _answers_in_both(answers, member, other)
        shared[face.person.pk] = list(dict.fromkeys(topics))[:MOST_TOPICS]
    return shared


def _answers_by_member(match: Match) -> dict[UUID, list[frozenset[str]]]:
    """Return what members answered to each question that a rule compares, in the rules' order."""
    row = (
        SendingPair.objects.filter(match=match)
        .select_related("sending__draft", "sending__round__cohort")
        .first()
    )
    if row is None:
        return {}
    rules = [
        rule
        for rule in row.sending.draft.settings.get("rules", ())
        if rule.get("test") == RuleTest.IN_COMMON
    ]
    members = list(match.members.all())
    asked = {rule[side] for rule in rules for side in ("mentor_field", "mentee_field")}
    said = answers_in(row.sending.round, [member.participant for member in members], asked)
    found = {}
    for member in members:
        side = "mentor_field" if member.side in MENTORING_SIDES else "mentee_field"
        answers = said.get(member.participant_id)
        values = answers.values if answers is not None else {}
        found[member.pk] = [values.get(rule[side], frozenset()) for rule in rules]
    return found


def _answers_in_both(
    answers: Mapping[UUID, list[frozenset[str]]], member: MatchMember, other: MatchMember
) -> list[str]:
    """Return what two members both chose, question by question."""
    pairs = zip(answers.get(member.pk, ()), answers.get(other.pk, ()), strict=False)
    return [value for own, theirs in pairs for value in in_both(own, sorted(theirs))]
