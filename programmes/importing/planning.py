"""What becomes of one row: nothing is written here.

A plan is made against what is known of the row's person. It is agreed only when nothing is wrong
with it; then what it says is known to the rows that follow.
"""

import uuid
from collections.abc import Callable
from typing import Any

from programmes.enums import ContributionRole
from programmes.importing.cohorts import Round
from programmes.importing.enums import ImportKind, Outcome
from programmes.importing.fields import PROFILE_FIELDS
from programmes.importing.known import Known, new_person
from programmes.importing.placing import plan_place
from programmes.importing.plans import Context, Plan
from programmes.importing.values import RowValues


def plan_row(number: int, row: RowValues, context: Context) -> Plan:
    """Return what becomes of a row, having noted it for the rows that follow."""
    plan = Plan(number)
    known = _whom(row, context, plan)
    if known is not None:
        plan.known = known
        _plan_person(row, known, context, plan)
        _plan_profile(row, known, plan)
        if context.kind != ImportKind.MEMBERS:
            _plan_seat(row, known, context, plan)
        _refuse_twins(row, known, context, plan)
    plan.errors = row.errors
    if plan.errors:
        plan.outcome, plan.changes, plan.warnings = Outcome.REFUSED, [], []
        return plan
    _agree(plan, context)
    return plan


def _agree(plan: Plan, context: Context) -> None:
    """Note what the plan says, and call it by what it does."""
    known = plan.known
    assert known is not None  # noqa: S101  (without errors there is somebody)
    for effect in plan.effects:
        effect()
    if "new" in plan.touched:
        context.people.add(known)
    else:
        context.people.note_names(known)
    if plan.is_addition:
        plan.outcome = Outcome.ADDED
    else:
        plan.outcome = Outcome.CHANGED if plan.changes else Outcome.UNCHANGED


def _whom(row: RowValues, context: Context, plan: Plan) -> Known | None:
    """Return whom a row is about, known or new; None when nobody can tell."""
    name, email, reference = (row.get(key) for key in ("name", "email", "reference"))
    if any(error[0] in {"email", "reference"} for error in row.errors):
        return None  # Nobody is told apart by a cell that is refused.
    if not (name or email or reference):
        if not row.errors:
            row.refuse("name", "nobody")
        return None
    if email or reference:
        known = _told_apart(row, context, email, reference)
    else:
        known = _namesake(row, context, plan, name)
    if known is not None and _is_nameless_stranger(known, context, name):
        row.refuse("name", "nameless")
    if known is not None or row.errors:
        return known
    called = name or (reference if context.kind != ImportKind.PEOPLE else None)
    if not called:
        row.refuse("name", "nameless")
        return None
    plan.is_addition = True
    plan.touched |= {"new", "person", "membership"}
    plan.changes.append(["person", "", "new"])
    made = new_person(context.organisation, name=called, email=email, reference=reference or "")
    if zone := row.get("time_zone"):
        made.time_zone = str(zone)
    return made


def _is_nameless_stranger(known: Known, context: Context, name: str | None) -> bool:
    """Tell whether a row would add somebody of another organisation without saying their name.

    It is asked of them as of those whom nobody knows: else a table tells who is registered where.
    """
    is_first = known.is_stranger and known.membership_id is None
    return is_first and context.kind == ImportKind.PEOPLE and not name


def _told_apart(
    row: RowValues, context: Context, email: str | None, reference: str | None
) -> Known | None:
    """Return whom reference or address name; they must not name two people."""
    by_reference = context.people.by_reference.get(reference) if reference else None
    by_email = context.people.by_email.get(email) if email else None
    if by_reference and by_email and by_reference is not by_email:
        row.refuse("email", "other_person")
        return None
    return by_reference or by_email


def _namesake(row: RowValues, context: Context, plan: Plan, name: str) -> Known | None:
    """Return the one person who has nothing but this name; warn that a name tells little."""
    plan.warnings.append(["name", name, "by_name_only", {}])
    namesakes = context.people.by_name.get(name.lower(), [])
    if len(namesakes) > 1:
        row.refuse("name", "namesakes", number=len(namesakes))
        return None
    return namesakes[0] if namesakes else None


def _plan_person(row: RowValues, known: Known, context: Context, plan: Plan) -> None:
    """Plan what changes of a person and their belonging."""
    if known.is_new and "new" in plan.touched:
        return
    if known.membership_id is None and not known.is_new:
        plan.is_addition = True
        plan.touched.add("membership")
        plan.changes.append(["person", "", "member"])
        plan.effects.append(lambda: setattr(known, "membership_id", uuid.uuid4()))
    elif known.has_left:
        plan.touched.add("membership")
        plan.change("membership", "left", "back", lambda: setattr(known, "has_left", False))
    _plan_reference(row, known, plan)
    _plan_address(row, known, context, plan)
    _plan_own_words(row, known, plan)


def _plan_reference(row: RowValues, known: Known, plan: Plan) -> None:
    """Give a person the reference they lack; another one is somebody else's mistake."""
    reference = row.get("reference")
    if not reference or reference == known.reference:
        return
    if not known.is_open:
        plan.warnings.append(["reference", reference, "not_yours", {}])
        return
    if known.reference:
        row.refuse("reference", "other_reference")
        return
    plan.touched.add("membership")
    plan.change("reference", "", reference, lambda: setattr(known, "reference", reference))


def _plan_address(row: RowValues, known: Known, context: Context, plan: Plan) -> None:
    """Give a person the address they lack; they alone change the one they sign in by."""
    email = row.get("email")
    if not email or email == known.email or email in known.former_emails:
        return
    if not known.is_open:
        row.refuse("email", "not_yours")
        return
    if known.email or not known.is_ours:
        row.refuse("email", "other_address")
        return
    plan.touched.add("person")
    plan.change("email", "", email, lambda: setattr(known, "email", email))


def _plan_own_words(row: RowValues, known: Known, plan: Plan) -> None:
    """Correct a name or time zone, as long as they are not the person's own to choose."""
    zone = row.get("time_zone")
    for key, stored, wanted in (
        ("name", known.name, row.get("name")),
        ("time_zone", known.time_zone, str(zone) if zone else None),
    ):
        if wanted is None or wanted == stored or known.is_stranger:
            continue
        if known.is_new:
            # Not shown as a change: a row about a stranger must look no different.
            plan.touched.add("person")
            plan.effects.append(_setter(known, key, wanted))
        elif known.is_ours:
            plan.touched.add("person")
            plan.change(key, stored, wanted, _setter(known, key, wanted))
        elif known.membership_id is not None and known.is_open:
            plan.warnings.append([key, wanted, "keeps_own", {"stored": stored}])


def _plan_profile(row: RowValues, known: Known, plan: Plan) -> None:
    """Plan what changes of what the organisation knows; an empty cell says nothing."""
    differing = {
        key: row.get(key)
        for key in PROFILE_FIELDS
        if row.get(key) is not None
        and row.get(key) != (known.profile.get(key) or type(row.get(key))())
    }
    if not differing:
        return
    if not known.is_open:
        plan.warnings.append(["", "", "not_yours", {}])
        return
    plan.touched.add("profile")
    for key, value in differing.items():
        effect = _item_setter(known.profile, key, value)
        if "new" in plan.touched:
            plan.effects.append(effect)
        else:
            plan.change(key, known.profile.get(key), value, effect)


def _plan_seat(row: RowValues, known: Known, context: Context, plan: Plan) -> None:
    """Plan the place somebody gets, or how they help."""
    role = row.get("role") or context.answers.default_role
    if not role and not row.texts.get("role"):
        row.refuse("role", "no_role")
    cohort = _cohort(row, context)
    if not role or cohort is None:
        return
    if role in ContributionRole.values:
        if (cohort.id, role) not in known.helps:
            plan.is_addition = True
            plan.touched.add("help")
            plan.effects.append(lambda: known.helps.add((cohort.id, role)))
        return
    plan_place(row, known, cohort, role, context, plan)


def _cohort(row: RowValues, context: Context) -> Round | None:
    """Return the cohort a row names, or the one chosen for all."""
    if word := row.get("cohort"):
        cohort = context.cohorts.find(word)
        if cohort is None:
            row.refuse("cohort", "unknown_cohort")
        return cohort
    if context.cohorts.chosen is None and not row.texts.get("cohort"):
        row.refuse("cohort", "no_cohort")
    return context.cohorts.chosen


def _refuse_twins(row: RowValues, known: Known, context: Context, plan: Plan) -> None:
    """Refuse a row that says again what an earlier one said; who helps may be listed twice."""
    if context.kind == ImportKind.ROLES or row.errors:
        return
    seat: tuple[Any, ...] = ()
    if context.kind == ImportKind.PEOPLE:
        cohort = _cohort(row, context)
        role = row.get("role") or context.answers.default_role
        seat = (cohort.id if cohort else None, role)
    key = next(name for name in ("email", "reference", "name") if row.get(name))
    first = context.seen.setdefault((known.person_id, *seat), plan.number)
    if first != plan.number:
        row.refuse(key, "twin", row=first)


def _setter(known: Known, key: str, value: str) -> Callable[[], None]:
    """Return what sets a value."""
    return lambda: setattr(known, key, value)


def _item_setter(profile: dict[str, Any], key: str, value: Any) -> Callable[[], None]:
    """Return what sets a value of a profile."""
    return lambda: profile.__setitem__(key, value)
