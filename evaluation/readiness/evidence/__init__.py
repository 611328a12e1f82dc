"""What the product finds by itself that bears on a standard."""

from django.utils import timezone

from evaluation.readiness.evidence.finding import Finding
from evaluation.readiness.evidence.heard import facts_of_hearing
from evaluation.readiness.evidence.learning import facts_of_learning
from evaluation.readiness.evidence.model import Fact, suggested
from evaluation.readiness.evidence.relationships import facts_of_relationships
from evaluation.readiness.evidence.steering import facts_of_steering
from programmes.models import Programme
from programmes.strategy import today_of

__all__ = ["Fact", "facts_of", "suggested"]


def facts_of(programme: Programme) -> dict[str, Fact]:
    """Return every fact by its key, as of now; a number of queries that no row changes."""
    found = Finding(programme, today_of(programme), timezone.now())
    sources = (facts_of_steering, facts_of_learning, facts_of_relationships, facts_of_hearing)
    return {fact.key: fact for source in sources for fact in source(found)}
