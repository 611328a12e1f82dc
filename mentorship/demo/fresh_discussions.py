"""The demo's community between gatherings: discussions, resources, and peer partners."""

from datetime import datetime, timedelta

from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.demo.cast import Cast
from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme
from programmes.retention import SEATED
from training.communities.enums import CommunityKind, Joining, MemberState, PeerState, PeerWish
from training.models import (
    Community,
    CommunityMember,
    Competency,
    Discussion,
    PeerMeeting,
    PeerPair,
    Reply,
    Resource,
    ResourceRating,
    SelfRating,
)

MOST_MEMBERS = 12

# Title, first words, replies by place in the list of members; days ago.
TALK: tuple[tuple[str, str, tuple[tuple[int, str], ...], int], ...] = (
    (
        "How we talk here",
        (
            "What is said here stays here. Ask anything, name nobody who is not in the room, and "
            "write as if your mentee could read it."
        ),
        ((1, "Thank you for this. I shall keep to it."),),
        40,
    ),
    (
        "How do you begin a first meeting?",
        (
            "My mentee and I meet for the first time on Thursday.\n\nDo you begin with an agenda, "
            "or just talk?"
        ),
        (
            (2, "I ask one question: what would make this hour worth it for you?"),
            (3, "We walked. Nobody looks at a screen, and silence is easier outside."),
            (0, "@{2} that question helped me a great deal. Thank you!"),
        ),
        9,
    ),
    (
        "A mentee who always says “fine”",
        "Three meetings, and everything is fine. How do you get below that without prying?",
        (
            (4, "I told mine what was not fine for me. It took a while, and then it came."),
            (1, "There is a good page on open questions: https://example.org/open-questions"),
        ),
        5,
    ),
    (
        "When you know the line manager",
        "I have worked with my mentee’s manager for years. Would you say so at the beginning?",
        ((5, "Yes, in the first five minutes. And say what you will never pass on."),),
        3,
    ),
    (
        "Who reads along at our next gathering?",
        "I would like us to read one chapter before we meet. Anybody else?",
        ((2, "Count me in."), (3, "Me too, if it is short.")),
        1,
    ),
)
KEPT: tuple[tuple[str, str, str, str, tuple[int, ...]], ...] = (
    (
        "Twelve open questions",
        "To have in your pocket when a talk gets stuck.",
        "https://example.org/open-questions",
        "communication",
        (5, 5, 4, 5),
    ),
    (
        "A one-page agreement",
        "Fill it in together in the first meeting.",
        "https://example.org/agreement",
        "expectations",
        (4, 5, 4),
    ),
    (
        "Giving feedback that lands",
        "Ten minutes to read, and an exercise for two.",
        "https://example.org/feedback",
        "communication",
        (3, 4),
    ),
    (
        "Stepping back in good time",
        "What to do less of from the middle of the year on.",
        "https://example.org/stepping-back",
        "independence",
        (),
    ),
)


def add_discussions(cast: Cast, programme: Programme) -> None:
    """Let a community of mentors talk, keep things and meet in twos; the first one there is."""
    community = programme.communities.order_by("begun_at", "pk").first()
    if community is None:
        community = Community.objects.create(
            programme=programme,
            name="Mentors’ circle",
            kind=CommunityKind.MENTORS,
            joining=Joining.AUTOMATIC,
            purpose="To learn from each other what no course can teach.",
        )
    people = _members(community, cast)
    # People write after work, whenever the demo is built.
    now = timezone.localtime().replace(hour=18, minute=20) - timedelta(days=1)
    for title, words, replies, days in TALK:
        _talk(community, people, (title, words), replies, now - timedelta(days=days))
    pinned = community.discussions.filter(title=TALK[0][0])
    pinned.update(pinned_at=now - timedelta(days=39))
    _keep(community, people)
    _pair(community, people, now)


def _members(community: Community, cast: Cast) -> list[Person]:
    """Return who belongs, the demo's mentor first; mentors join where nobody belongs yet."""
    current = community.members.current()
    if current.count() < MOST_MEMBERS // 2:
        mentors = Person.objects.get_queryset().filter(
            pk__in=Participant.objects.in_states(SEATED)
            .filter(cohort__programme=community.programme, role=ParticipantRole.MENTOR)
            .values("person")
        )
        known = set(community.members.values_list("person", flat=True))
        first = [cast.seniors[0], *mentors.by_name()[:MOST_MEMBERS]]
        CommunityMember.objects.bulk_create(
            CommunityMember(
                community=community,
                person=person,
                state=MemberState.MEMBER,
                since=timezone.now() - timedelta(days=120),
            )
            for person in dict.fromkeys(first)
            if person.pk not in known
        )
    members = current.select_related("person").order_by("person__name", "pk")[:MOST_MEMBERS]
    people = [member.person for member in members]
    people.sort(key=lambda person: person != cast.seniors[0])
    current.filter(person__in=people[:2]).update(is_moderator=True)
    current.filter(person=people[0]).update(read_at=timezone.now() - timedelta(days=4))
    return people


def _talk(
    community: Community,
    people: list[Person],
    begun: tuple[str, str],
    replies: tuple[tuple[int, str], ...],
    at: datetime,
) -> None:
    """Store a discussion with its replies, an hour apart."""
    title, words = begun
    last = at + timedelta(hours=len(replies))
    author = people[len(title) % len(people)]
    discussion = Discussion.objects.create(
        community=community, author=author, title=title, words=words, begun_at=at, stirred_at=last
    )
    for number, (place, answer) in enumerate(replies, start=1):
        named = answer.format(*(person.name for person in people)) if "{" in answer else answer
        Reply.objects.create(
            discussion=discussion,
            author=people[place % len(people)],
            words=named,
            written_at=at + timedelta(hours=number),
        )


def _keep(community: Community, people: list[Person]) -> None:
    """Store resources with their ratings, and what the first member finds hard."""
    competencies = {
        row.key: row
        for row in Competency.objects.filter(organisation=community.programme.organisation_id)
    }
    if "independence" in competencies:
        SelfRating.objects.create(
            programme=community.programme,
            person=people[0],
            competency=competencies["independence"],
            value=3,
            rated_on=timezone.localdate() - timedelta(days=13),
        )
    for place, (title, words, link, key, stars) in enumerate(KEPT):
        resource = Resource.objects.create(
            community=community,
            title=title,
            words=words,
            link=link,
            added_by=people[place % len(people)],
            added_at=timezone.now() - timedelta(days=30 - place),
        )
        if key in competencies:
            resource.competencies.add(competencies[key])
        ResourceRating.objects.bulk_create(
            ResourceRating(resource=resource, person=person, stars=given)
            for person, given in zip(people[1:], stars, strict=False)
        )


def _pair(community: Community, people: list[Person], now: datetime) -> None:
    """Store two pairs of peer partners, of which one has met; one more member would like one."""
    for number, two in enumerate((people[:2], people[2:4])):
        first, second = sorted(two, key=lambda person: person.pk)
        pair = PeerPair.objects.create(
            community=community,
            first=first,
            second=second,
            state=PeerState.ACTIVE,
            paired_at=now - timedelta(days=20),
            until=timezone.localdate() + timedelta(days=22),
            aims="Half an hour each, on one thing that is hard just now.",
            first_agreed_at=now - timedelta(days=18),
            second_agreed_at=now - timedelta(days=17),
        )
        if number:
            PeerMeeting.objects.create(
                pair=pair,
                met_on=timezone.localdate() - timedelta(days=6),
                minutes=50,
                words="Try the walk next time.",
                logged_by=first,
            )
    community.members.filter(person=people[4]).update(peer_wish=PeerWish.WANTED)
