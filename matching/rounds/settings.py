"""How a round is set up, as plain data that a draft keeps: rules, seats, ceilings, groups."""

from collections.abc import Mapping
from typing import Any

from matching.models import MatchingPlace, MatchingRule, MentorGroup, MentorSeats, Round
from matching.rounds.fields import FieldName, names_of_fields
from matching.rounds.wording import sentence_of, short_name_of
from matching.solver.rules import Rule, Strength, Test
from programmes.enums import ParticipantRole

Settings = dict[str, Any]


def settings_of(chosen: Round) -> Settings:
    """Return a round's settings as JSON keeps them; six queries at most.

    `rules` are those that count, each with its sentence; `seats` what coordinators gave mentors,
    `own_seats` what mentors said themselves, both by the participant's id.
    """
    rules = [rule for rule in chosen.rules.all() if rule.is_on]
    fields = {field for rule in rules for field in (rule.mentee_field, rule.mentor_field)}
    names = names_of_fields(chosen.cohort.programme, fields)
    own = MatchingPlace.objects.filter(
        participant__cohort=chosen.cohort_id,
        participant__role=ParticipantRole.MENTOR,
        seats__isnull=False,
    )
    given = MentorSeats.objects.filter(round=chosen)
    return {
        "version": chosen.version,
        "mode": chosen.mode,
        "ceiling": chosen.ceiling,
        "mentors_each": chosen.mentors_each,
        "most_wishes": chosen.most_wishes,
        "rules": [_rule(rule, names) for rule in rules],
        "seats": {str(pk): seats for pk, seats in given.values_list("participant", "seats")},
        "own_seats": {str(pk): seats for pk, seats in own.values_list("participant", "seats")},
        "groups": [_group(group) for group in chosen.mentor_groups.prefetch_related("members")],
    }


def rules_from(settings: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a snapshot as the engine takes them, in their order."""
    return tuple(
        Rule(
            id=rule["id"],
            strength=Strength(rule["strength"]),
            test=Test(rule["test"]),
            weight=rule["weight"],
            mentee_field=rule["mentee_field"],
            mentor_field=rule["mentor_field"],
            at_least=rule["at_least"],
            most=rule["most"],
            low=rule["low"],
            high=rule["high"],
            order=tuple(rule["order"]),
        )
        for rule in settings["rules"]
    )


def seats_in(settings: Mapping[str, Any], participant_id: object) -> int:
    """Return a mentor's seats by a snapshot: given, or their own word up to the ceiling."""
    key = str(participant_id)
    given = settings["seats"].get(key)
    if given is not None:
        return int(given)
    ceiling = int(settings["ceiling"])
    return min(int(settings["own_seats"].get(key, ceiling)), ceiling)


def snapshot_of(rule: MatchingRule) -> dict[str, Any]:
    """Return one rule as a snapshot keeps it; one query at most."""
    programme = rule.round.cohort.programme
    return _rule(rule, names_of_fields(programme, {rule.mentee_field, rule.mentor_field}))


def _rule(rule: MatchingRule, names: Mapping[str, FieldName]) -> dict[str, Any]:
    """Return a rule with its words."""
    return {
        "id": str(rule.pk),
        "strength": rule.strength,
        "test": rule.test,
        "weight": rule.weight,
        "mentee_field": rule.mentee_field,
        "mentor_field": rule.mentor_field,
        "at_least": float(rule.at_least),
        "most": float(rule.most),
        "low": rule.low,
        "high": rule.high,
        "order": list(rule.order),
        "sentence": sentence_of(rule, names),
        "short_name": short_name_of(rule, names),
    }


def _group(group: MentorGroup) -> dict[str, Any]:
    """Return a group with its members."""
    members = sorted(str(member.participant_id) for member in group.members.all())
    return {
        "id": str(group.pk),
        "name": group.name,
        "ceiling": group.ceiling,
        "members": members,
    }
