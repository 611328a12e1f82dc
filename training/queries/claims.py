"""Claims of earlier learning: for whom one can claim, and which wait for an answer."""

from mentorship.accounts.models import Person
from programmes.models import Participant, Programme
from training.models import PriorLearningClaim
from training.models.claim import PriorLearningClaimQuerySet
from training.queries.register import open_places


def places_to_claim_for(person: Person) -> list[Participant]:
    """Return the person's open places, one for each role and programme; one query."""
    places = open_places().of(person).select_related("cohort__programme__organisation")
    found: dict[tuple[object, str], Participant] = {}
    for place in places.order_by("-cohort__number"):
        found.setdefault((place.cohort.programme_id, place.role), place)
    return list(found.values())


def own_claims(person: Person) -> PriorLearningClaimQuerySet:
    """Return what a person claimed, the latest first."""
    claims = PriorLearningClaim.objects.visible_to(person).filter(person=person)
    return claims.select_related("programme", "file", "competency").order_by("-claimed_at", "pk")


def claims_of(programme: Programme, viewer: Person) -> PriorLearningClaimQuerySet:
    """Return the claims in a programme that somebody may see."""
    claims = PriorLearningClaim.objects.visible_to(viewer).filter(programme=programme)
    return claims.select_related(
        "person", "file", "competency", "decided_by", "programme__organisation"
    )
