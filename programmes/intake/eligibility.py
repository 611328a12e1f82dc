"""Who may take part in a programme: what is known of people, held against its rules, in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Membership, Organisation, Person
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.intake.enums import NUMBER_FACTS, EligibilityFact, EligibilityTest
from programmes.intake.rules import Condition, Found, Known, Verdict, Way, verdict_of
from programmes.intake.rules import is_barred as found_barred
from programmes.intake.rules import is_eligible as found_eligible
from programmes.models import EligibilityRule, Participant, Profile, Programme

WORD_FACTS = tuple(fact for fact in EligibilityFact if fact not in NUMBER_FACTS)
HAS_BEGUN = (CohortState.RUNNING, CohortState.CLOSING, CohortState.CLOSED)
TOOK_PART = (
    ParticipantState.ACCEPTED,
    ParticipantState.TRAINED,
    ParticipantState.MATCHED,
    ParticipantState.FINISHED,
)
MONTHS_OF_A_YEAR = 12

Facts = Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule held against one person, in a sentence."""

    verdict: Verdict
    is_must: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether somebody meets all rules (None: nobody can tell), and whether they may not apply."""

    is_eligible: bool | None = True
    is_barred: bool = False
    findings: tuple[Finding, ...] = field(default=())

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what was found, rule by rule."""
        return tuple(finding.sentence for finding in self.findings)

    @property
    def missed(self) -> tuple[str, ...]:
        """Return what is not met, or cannot be told."""
        return tuple(each.sentence for each in self.findings if each.verdict != Verdict.MET)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people an organisation knows, and how many of them meet the rules."""

    known: int
    eligible: int
    not_eligible: int
    cannot_tell: int


def eligibility_of(person: Person, programme: Programme, role: str) -> Eligibility:
    """Hold a programme's rules for a role against one person; three queries."""
    rules = rules_of(programme, role)
    if not rules:
        return Eligibility()
    return judged(rules, facts_of(programme, role, [person.pk]).get(person.pk, {}))


def rules_of(programme: Programme, role: str) -> list[EligibilityRule]:
    """Return the rules for a role, in their order."""
    return list(EligibilityRule.objects.filter(programme=programme, role=role))


def judged(rules: Sequence[EligibilityRule], facts: Facts) -> Eligibility:
    """Hold rules against what is known of somebody."""
    findings = tuple(_finding(rule, facts.get(rule.fact)) for rule in rules)
    found = [Found(each.verdict, each.is_must) for each in findings]
    return Eligibility(found_eligible(found), found_barred(found), findings)


def tally_of(programme: Programme, role: str) -> Tally:
    """Count everybody who belongs to the organisation; a number of queries that never grows."""
    rules = rules_of(programme, role)
    people = facts_of(programme, role)
    conditions = [(rule.fact, condition_of(rule)) for rule in rules]
    verdicts = [
        found_eligible(
            Found(verdict_of(condition, facts.get(fact)), condition.is_must)
            for fact, condition in conditions
        )
        for facts in people.values()
    ]
    return Tally(len(verdicts), verdicts.count(True), verdicts.count(False), verdicts.count(None))


def facts_of(
    programme: Programme, role: str, people: Collection[UUID] | None = None
) -> dict[UUID, Facts]:
    """Return what is known of people, by person; of all current members where none are named."""
    today = timezone.localdate(timezone=programme.organisation.time_zone)
    members = Membership.objects.current().filter(organisation=programme.organisation_id)
    if people is not None:
        members = members.filter(person_id__in=people)
    words = _words_of(programme.organisation, people)
    earlier = _earlier_cohorts(programme, role, people)
    return {
        person_id: {
            **words.get(person_id, {}),
            EligibilityFact.MONTHS_HERE: months_between(joined_on, today),
            EligibilityFact.EARLIER_COHORTS: earlier.get(person_id, 0),
        }
        for person_id, joined_on in members.values_list("person_id", "joined_on")
    }


def months_between(first: date, last: date) -> int:
    """Return how many whole months lie between two days; none where the first is still to come."""
    months = (last.year - first.year) * MONTHS_OF_A_YEAR + last.month - first.month
    return max(months - (last.day < first.day), 0)


def condition_of(rule: EligibilityRule) -> Condition:
    """Return a stored rule as the rules' own core reads it."""
    return Condition(Way(rule.test), tuple(rule.words), rule.number, rule.is_must)


def words_of_rule(rule: EligibilityRule) -> str:
    """Say what a rule asks for: “Department is Finance or Care”."""
    if rule.fact == EligibilityFact.MONTHS_HERE:
        return _months_in_words(rule)
    if rule.fact == EligibilityFact.EARLIER_COHORTS:
        return _cohorts_in_words(rule)
    facts = {"fact": rule.get_fact_display(), "words": get_text_list(rule.words, _("or"))}
    if rule.fact == EligibilityFact.LANGUAGE:
        is_wanted = rule.test == EligibilityTest.ONE_OF
        return (_("Speaks %(words)s") if is_wanted else _("Does not speak %(words)s")) % facts
    if rule.test == EligibilityTest.ONE_OF:
        return _("%(fact)s is %(words)s") % facts
    return _("%(fact)s is not %(words)s") % facts


def _finding(rule: EligibilityRule, known: Known) -> Finding:
    """Hold one rule against what is known, and say what came of it."""
    verdict = verdict_of(condition_of(rule), known)
    words = {"rule": words_of_rule(rule), "known": _known_in_words(known)}
    sentences = {
        Verdict.MET: _("%(rule)s: yes."),
        Verdict.NOT_MET: _("%(rule)s: no, it is %(known)s."),
        Verdict.CANNOT_TELL: _("%(rule)s: cannot be told, since it is not in the profile."),
    }
    return Finding(verdict, rule.is_must, sentences[verdict] % words)


def _known_in_words(known: Known) -> str:
    """Return what is known, as text."""
    if isinstance(known, int):
        return str(known)
    return get_text_list(list(known or ()), _("and"))


def _months_in_words(rule: EligibilityRule) -> str:
    """Say for how long somebody has to have been here."""
    number = rule.number or 0
    if rule.test == EligibilityTest.AT_LEAST:
        words = ngettext(
            "In the organisation for at least %(count)d month",
            "In the organisation for at least %(count)d months",
            number,
        )
    else:
        words = ngettext(
            "In the organisation for at most %(count)d month",
            "In the organisation for at most %(count)d months",
            number,
        )
    return words % {"count": number}


def _cohorts_in_words(rule: EligibilityRule) -> str:
    """Say how often somebody has to have taken part, or may have."""
    number = rule.number or 0
    if rule.test == EligibilityTest.AT_MOST and not number:
        return _("Has not taken part in this role before")
    if rule.test == EligibilityTest.AT_LEAST:
        words = ngettext(
            "Took part in this role in at least %(count)d earlier cohort",
            "Took part in this role in at least %(count)d earlier cohorts",
            number,
        )
    else:
        words = ngettext(
            "Took part in this role in at most %(count)d earlier cohort",
            "Took part in this role in at most %(count)d earlier cohorts",
            number,
        )
    return words % {"count": number}


def _words_of(
    organisation: Organisation, people: Collection[UUID] | None
) -> dict[UUID, dict[str, Known]]:
    """Return what profiles say, by person; one query."""
    profiles = Profile.objects.filter(membership__organisation=organisation)
    if people is not None:
        profiles = profiles.filter(membership__person_id__in=people)
    rows = profiles.values_list("membership__person_id", *(fact.value for fact in WORD_FACTS))
    return {
        person_id: {
            fact.value: _as_words(value) for fact, value in zip(WORD_FACTS, values, strict=True)
        }
        for person_id, *values in rows
    }


def _as_words(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return one word or several as words, without what is empty."""
    words = (value,) if isinstance(value, str) else value
    return tuple(word for word in words if word.strip())


def _earlier_cohorts(
    programme: Programme, role: str, people: Collection[UUID] | None
) -> dict[UUID, int]:
    """Return in how many cohorts that have begun people took part in the role; one query."""
    places = Participant.objects.filter(
        cohort__programme=programme,
        cohort__state__in=HAS_BEGUN,
        role=ParticipantRole(role),
        state__in=TOOK_PART,
    )
    if people is not None:
        places = places.filter(person_id__in=people)
    return dict(places.order_by().values_list("person_id").annotate(number=Count("pk")))
