"""Whom a rule gives places at a session to."""

from django.db.models import Exists, F, Min, OuterRef, Q, Subquery

from mentorship.accounts.models.person import PersonQuerySet
from programmes.models import Participant
from programmes.retention import SEATED
from training.enums import CurrencyStatus, EnrolmentWhom
from training.models import CommunityMember, Enrolment, EnrolmentRule, Session, Standing
from training.models.currency import StandingQuerySet
from training.queries.sessions import people_who_may_come

DUE = (CurrencyStatus.DUE, CurrencyStatus.IN_GRACE, CurrencyStatus.LAPSED)


def people_by_rule(session: Session, whom: EnrolmentWhom | str) -> PersonQuerySet:
    """Return who newly fits a rule, who has been in the programme longest first.

    Whoever booked, declined or gave up before is left out: a rule asks nobody twice. Of those whose
    training is due, whose runs out first comes first.
    """
    asked = Enrolment.objects.filter(session=session, person=OuterRef("pk"))
    people = people_who_may_come(session).filter(~Exists(asked), fits(session, whom))
    standings = standings_at(session)
    first_out = standings.order_by().values("person").annotate(n=Min("expires_on")).values("n")
    seats = Participant.objects.in_states(SEATED).filter(
        person=OuterRef("pk"), cohort__programme=session.programme_id
    )
    joined = seats.order_by().values("person").annotate(n=Min("joined_on")).values("n")
    longest = F("joined").asc(nulls_last=True)
    if whom == EnrolmentWhom.DUE:
        people = people.annotate(out=Subquery(first_out), joined=Subquery(joined))
        return people.order_by(F("out").asc(nulls_last=True), longest, "pk")
    return people.annotate(joined=Subquery(joined)).order_by(longest, "pk")


def fits(session: Session, whom: EnrolmentWhom | str) -> Q:
    """Return what a rule asks of a person."""
    if whom == EnrolmentWhom.NEW:
        known = standings_at(session)
        return Q(Exists(known.filter(status=CurrencyStatus.IN_TRAINING))) | ~Q(Exists(known))
    if whom == EnrolmentWhom.DUE:
        return Q(Exists(standings_at(session).filter(status__in=DUE, is_paused=False)))
    if whom == EnrolmentWhom.COMMUNITY:
        members = CommunityMember.objects.current().filter(
            community=session.community_id, person=OuterRef("pk")
        )
        return Q(Exists(members))
    return Q()


def standings_at(session: Session) -> StandingQuerySet:
    """Return the standings of a person in the roles that a session is for."""
    return Standing.objects.filter(
        policy__programme=session.programme_id,
        policy__role__in=session.roles,
        person=OuterRef("pk"),
    )


def rule_of(session: Session) -> EnrolmentRule | None:
    """Return the rule of a session, where it has one; one query."""
    return EnrolmentRule.objects.filter(session=session).first()
