"""What this app puts into its registries: needs, tasks, cards, and what people hold."""

from mentorship.accounts.access import register_grants
from mentorship.accounts.ties import register_ties
from programmes import (
    cards,
    coordination,
    emails,  # noqa: F401  (registers the kinds of message)
    erasing,
    needs,
    person_facts,
    places,
    preparations,
    queries,
    seating,
    settled,
    task_list,
    ties,
    welcome,
)
from programmes.applications import registering as applications
from programmes.applying import registering as applying
from programmes.charters.needs import needs_of_charter
from programmes.checks import registering as checks
from programmes.documents import taking_along
from programmes.intake import registering as intake
from programmes.people.asked_privacy import needs_of_privacy
from programmes.people.needs import needs_of_people
from programmes.selection import registering as selection
from programmes.strategy import own_measures
from programmes.strategy.needs import needs_of_strategy
from programmes.team.needs import needs_of_team
from programmes.timetable.needs import needs_of_timetable

NEEDS = (
    coordination.needs_of_programme,
    preparations.needs_of_preparations,
    needs_of_people,
    needs_of_privacy,
    needs_of_strategy,
    needs_of_charter,
    needs_of_timetable,
    needs_of_team,
)


def register() -> None:
    """Let team memberships grant permissions, and put this app's own news on the pages."""
    own_measures.register()
    erasing.register()
    settled.register()
    register_grants(queries.team_grants)
    register_ties(ties.ties_of_programmes)
    for source in NEEDS:
        needs.register_needs(source)
    task_list.register_tasks(preparations.tasks_before_recruiting, holds_up=[preparations.BEFORE])
    task_list.register_tasks(preparations.tasks_of_promises, holds_up=())
    task_list.register_tasks(seating.tasks_of_people, holds_up=seating.HELD_UP)
    cards.register_cards(welcome.cards_of_places, queries.places_now, welcome.standing_applications)
    cards.register_cards(welcome.cards_of_coordinators, queries.places_now)
    cards.register_steps(welcome.steps_of_places)
    person_facts.register_facts(places.facts_of_place)
    for part in (applications, applying, checks, intake, selection, taking_along):
        part.register()
