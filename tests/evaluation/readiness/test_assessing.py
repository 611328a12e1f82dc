"""Where a programme stands: what it did, what somebody judged, and what changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation import canonical
from evaluation.actions.readiness import judge_requirement, mark_of_judgement, take_pack
from evaluation.enums import Judged
from evaluation.models import ReadinessJudgement, ReadinessPack
from evaluation.readiness.assessing import assess
from evaluation.readiness.bands import Band, Verdict
from evaluation.readiness.evidence import facts_of
from evaluation.readiness.packing import moved_since, opened
from evaluation.readiness.standards import STANDARDS
from mentorship.audit.models import Event
from tests.factories.matching import MatchFactory
from tests.factories.programmes import SponsorshipFactory
from tests.factories.relationships import AgreementInForceFactory
from tests.factories.strategy import IndicatorFactory
from tests.people import World

pytestmark = pytest.mark.django_db
ISMCP = STANDARDS["ismcp"]
QUERIES = 49
KEYS = [each.key for standard in STANDARDS.values() for each in standard.requirements]


def judge(world, key, verdict=Judged.MET, days=30, words="Everybody signed the code of 2024."):
    last = ReadinessJudgement.objects.filter(requirement=key).first()
    return judge_requirement(
        world.programme,
        ISMCP,
        key,
        verdict=verdict,
        words=words,
        valid_until=timezone.localdate() + timedelta(days=days),
        seen=mark_of_judgement(last),
        by=world.coordinator,
    )


def verdict_of(world, key):
    return assess(world.programme, ISMCP).requirement(key).verdict


def test_every_requirement_has_evidence_that_the_product_finds(world: World):
    known = facts_of(world.programme)
    for standard in STANDARDS.values():
        for each in standard.requirements:
            assert set(each.evidence) & known.keys(), each.key
    assert len(KEYS) == len(set(KEYS))


def test_every_gap_leads_to_a_page(world: World):
    for standard in STANDARDS.values():
        assert all(each.closes_url for each in assess(world.programme, standard).everything)


def test_what_the_programme_does_closes_a_gap(world: World):
    assert verdict_of(world, "purpose.goals") == Verdict.NOT_MET
    indicator = IndicatorFactory.create(objective__programme=world.programme)
    assert verdict_of(world, "purpose.goals") == Verdict.MET
    indicator.delete()
    assert verdict_of(world, "purpose.goals") == Verdict.NOT_MET


def test_agreements_are_counted_by_relationship(world: World):
    match = MatchFactory.create(cohort=world.cohort)
    MatchFactory.create(cohort=world.cohort)
    AgreementInForceFactory.create(match=match)
    fact = facts_of(world.programme)["agreements"]
    assert (fact.count, fact.of) == (1, 2)
    assert fact.verdict == Verdict.PARTLY


def test_a_person_judges_where_facts_cannot_tell(world: World):
    assert verdict_of(world, "ethics.code") == Verdict.UNJUDGED
    judge(world, "ethics.code")
    assert verdict_of(world, "ethics.code") == Verdict.MET


def test_a_judgement_outweighs_the_facts_until_its_day(world: World):
    before = verdict_of(world, "administration.team")
    judgement = judge(world, "administration.team", Judged.NOT_MET)
    assert verdict_of(world, "administration.team") == Verdict.NOT_MET
    ReadinessJudgement.objects.filter(pk=judgement.pk).update(
        valid_until=timezone.localdate() - timedelta(days=2)
    )
    found = assess(world.programme, ISMCP).requirement("administration.team")
    assert found.is_expired
    assert found.verdict == before


def test_the_latest_judgement_counts_and_earlier_ones_stay(world: World):
    judge(world, "ethics.code", Judged.NOT_MET)
    judge(world, "ethics.code", Judged.PARTLY)
    assert verdict_of(world, "ethics.code") == Verdict.PARTLY
    assert ReadinessJudgement.objects.count() == 2


def test_a_double_press_keeps_one_judgement(world: World):
    judge(world, "ethics.code")
    judge(world, "ethics.code")
    assert ReadinessJudgement.objects.count() == 1
    assert Event.objects.filter(kind="readiness.judged").count() == 1


@pytest.mark.parametrize(("key", "words"), [("nothing.such", "Words."), ("ethics.code", "  ")])
def test_a_judgement_needs_a_requirement_and_words(world: World, key, words):
    with pytest.raises(ValueError, match="needs a requirement"):
        judge(world, key, words=words)


def test_gold_takes_everything(world: World):
    for each in ISMCP.requirements:
        judge(world, each.key)
    found = assess(world.programme, ISMCP)
    assert found.standing.band == Band.GOLD
    assert not found.gaps


def test_a_pack_is_frozen_and_later_looks_are_compared_with_it(world: World):
    pack = take_pack(world.programme, ISMCP, by=world.coordinator)
    assert canonical.sha256(pack.snapshot) == pack.sha256
    overall = assess(world.programme, ISMCP).standing.overall
    assert opened(pack.snapshot)["percent"] == overall.percent
    assert take_pack(world.programme, ISMCP, by=world.coordinator) == pack
    judge(world, "ethics.code")
    (moved,) = moved_since(assess(world.programme, ISMCP), pack.snapshot)
    assert (moved.before, moved.now) == (Verdict.UNJUDGED, Verdict.MET)
    take_pack(world.programme, ISMCP, by=world.coordinator)
    assert ReadinessPack.objects.count() == 2


def test_more_rows_take_no_more_queries(world: World, django_assert_num_queries):
    facts_of(world.programme)
    with django_assert_num_queries(QUERIES):
        assess(world.programme, ISMCP)
    for _number in range(12):
        match = MatchFactory.create(cohort=world.cohort)
        AgreementInForceFactory.create(match=match)
        IndicatorFactory.create(objective__programme=world.programme)
    SponsorshipFactory.create(programme=world.programme)
    with django_assert_num_queries(QUERIES):
        assess(world.programme, ISMCP)
