"""What matching asks of coordinators on Today: rules, drafts, requests, answers, concerns."""

from matching.concerns.needs import needs_of_concerns
from matching.drafts.needs import needs_of_drafts
from matching.publishing.needs import needs_of_answers
from matching.rounds.preparations import needs_of_rounds
from matching.wishing.needs import needs_of_requests
from programmes.needs import NeedSources

needs_of_matching = NeedSources(
    (needs_of_rounds, needs_of_concerns, needs_of_drafts, needs_of_requests, needs_of_answers)
)
