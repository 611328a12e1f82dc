"""What rounds of matching ask of coordinators on Today: rules, drafts, requests, answers."""

from collections.abc import Iterator

from matching.drafts.needs import needs_of_drafts
from matching.models import Round
from matching.publishing.needs import needs_of_answers
from matching.rounds.preparations import needs_of_rounds
from matching.wishing.needs import needs_of_requests
from mentorship.accounts.models import Person
from programmes.models import Programme
from programmes.needs import Need

IN_AN_OPEN_ROUND = (needs_of_drafts, needs_of_requests, needs_of_answers)


def needs_of_matching(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what rounds leave to do; two queries where no round is open, nine at most."""
    yield from needs_of_rounds(programme, person)
    if not Round.objects.open().filter(cohort__programme=programme).exists():
        return
    for source in IN_AN_OPEN_ROUND:
        yield from source(programme, person)
