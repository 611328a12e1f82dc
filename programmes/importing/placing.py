"""Planning a place in a cohort: given, moved along, corrected."""

import uuid
from datetime import date
from uuid import UUID

from programmes.enums import PARTICIPANT_TRANSITIONS, PLACE_OVER, ParticipantState
from programmes.importing.cohorts import Round
from programmes.importing.known import Known, Place
from programmes.importing.plans import Context, Plan
from programmes.importing.values import RowValues


def plan_place(
    row: RowValues, known: Known, cohort: Round, role: str, context: Context, plan: Plan
) -> None:
    """Plan the place that a row gives somebody, or what changes of the one they have."""
    coordinator_id = _coordinator(row, context)
    state = row.get("state")
    place = known.places.get((cohort.id, role))
    if state == ParticipantState.MATCHED and (place is None or place.state != state):
        row.refuse("state", "matched_by_match")
        return
    if place is None:
        _plan_new(row, known, cohort, role, context, plan, coordinator_id)
        return
    plan.place = place
    if state and state != place.state:
        _plan_move(row, place, cohort, state, context, plan)
    _plan_joining(row, place, plan)
    if coordinator_id and coordinator_id != place.coordinator_id:
        plan.touched.add("place")
        before = _address_of(place.coordinator_id, context)
        after = row.texts["coordinator"]
        plan.change(
            "coordinator", before, after, lambda: setattr(place, "coordinator_id", coordinator_id)
        )


def may_become(state: str, to: str) -> bool:
    """Tell whether a participant can go from a state to another, by however many steps forwards.

    Nobody comes back from the end of their place: an older table would open it again.
    """
    reached, edge = {state}, {state}
    while edge:
        edge = {
            str(target)
            for target, sources in PARTICIPANT_TRANSITIONS.items()
            if sources & (edge - PLACE_OVER) and target not in {*reached, ParticipantState.MATCHED}
        }
        reached |= edge
    return to in reached


def end_of(cohort: Round, joined_on: date, today: date) -> date:
    """Return the day on which a place ends that is over: with its cohort, or today."""
    return max(joined_on, cohort.ends_on if cohort.is_closed else today)


def _plan_new(
    row: RowValues,
    known: Known,
    cohort: Round,
    role: str,
    context: Context,
    plan: Plan,
    coordinator_id: UUID | None,
) -> None:
    """Plan a new place; into a closed cohort only those come who are done with it."""
    fallback = ParticipantState.FINISHED if cohort.is_closed else context.answers.default_state
    state = row.get("state") or fallback
    if cohort.is_closed and state not in PLACE_OVER:
        row.refuse("state", "cohort_closed", cohort=cohort.name)
        return
    first = cohort.starts_on if cohort.is_closed else context.today
    joined_on = row.get("joined_on") or first
    place = Place(
        id=uuid.uuid4(),
        state=state,
        joined_on=joined_on,
        ended_on=end_of(cohort, joined_on, context.today) if state in PLACE_OVER else None,
        coordinator_id=coordinator_id,
        is_new=True,
    )
    plan.is_addition = True
    plan.place = place
    plan.touched.add("place")
    plan.effects.append(lambda: known.places.__setitem__((cohort.id, role), place))


def _plan_move(
    row: RowValues, place: Place, cohort: Round, state: str, context: Context, plan: Plan
) -> None:
    """Plan a move to another state, forwards only: whoever is further on already stays there."""
    if cohort.is_closed or not may_become(place.state, state):
        plan.warnings.append(["state", row.texts["state"], "keeps_state", {"stored": place.state}])
        return

    def move() -> None:
        place.came_from = place.came_from or place.state
        place.state = state
        if state in PLACE_OVER:
            place.ended_on = end_of(cohort, place.joined_on, context.today)

    plan.touched.add("place")
    plan.change("state", place.state, state, move)


def _plan_joining(row: RowValues, place: Place, plan: Plan) -> None:
    """Correct the day on which somebody joined."""
    joined_on = row.get("joined_on")
    if not joined_on or joined_on == place.joined_on:
        return
    if place.ended_on and joined_on > place.ended_on:
        row.refuse("joined_on", "joined_after_end", ended=place.ended_on.isoformat())
        return
    plan.touched.add("place")
    plan.change(
        "joined_on", place.joined_on, joined_on, lambda: setattr(place, "joined_on", joined_on)
    )


def _coordinator(row: RowValues, context: Context) -> UUID | None:
    """Return the member of the team whom a row names."""
    address = row.get("coordinator")
    if not address:
        return None
    member = context.team.get(address)
    if member is None:
        row.refuse("coordinator", "not_in_team")
    return member


def _address_of(member_id: UUID | None, context: Context) -> str:
    """Return the address of a member of the team."""
    return next((address for address, pk in context.team.items() if pk == member_id), "")
