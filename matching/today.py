"""What matching asks of coordinators on Today: rules, drafts, requests, answers, concerns."""

from collections.abc import Iterator

from django.db.models import Exists

from matching.concerns.needs import needs_of_concerns
from matching.drafts.needs import needs_of_drafts
from matching.models import Concern, Round
from matching.publishing.needs import needs_of_answers
from matching.rounds.preparations import needs_of_rounds
from matching.wishing.needs import needs_of_requests
from mentorship.accounts.models import Person
from programmes.models import Programme
from programmes.needs import Need

IN_AN_OPEN_ROUND = (needs_of_drafts, needs_of_requests, needs_of_answers)


def needs_of_matching(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what rounds and concerns leave to do; two queries where there is neither.

    Ten at most. Whether a round is open and a concern waits for the person is asked at once.
    """
    yield from needs_of_rounds(programme, person)
    is_round_open, has_concern = _what_there_is(programme, person)
    if has_concern:
        yield from needs_of_concerns(programme, person)
    if not is_round_open:
        return
    for source in IN_AN_OPEN_ROUND:
        yield from source(programme, person)


def _what_there_is(programme: Programme, person: Person) -> tuple[bool, bool]:
    """Tell whether a round is open, and whether a concern waits for the person; one query."""
    rounds = Round.objects.open().filter(cohort__programme=programme)
    concerns = Concern.objects.waiting_for(person).filter(programme=programme)
    rows = Person.objects.filter(pk=person.pk).values_list(Exists(rounds), Exists(concerns))
    is_round_open, has_concern = rows.get()
    return is_round_open, has_concern
