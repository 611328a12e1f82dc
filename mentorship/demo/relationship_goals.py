"""The demo's goals: two of the first pair with their story, one each of a few others."""

from datetime import date, timedelta

from matching.enums import MatchState
from matching.goals.enums import GoalState, GoalTheme, NoteKind
from matching.models import Goal, GoalNote, GoalStep, Match
from mentorship.accounts.models import Person
from mentorship.demo.programmes import Year, noon
from training.models import Competency

# Days before today, who (mentee or mentor), how far where it is said, and the words.
Said = tuple[int, str, int | None, str]
FIRST_STORY: tuple[Said, ...] = (
    (74, "mentee", 10, "I asked to lead the Thursday meeting. Yes!"),
    (73, "mentor", None, "Well asked. What would make it a meeting you would like to be in?"),
    (52, "mentee", 40, "Two done. I still talk too much when nobody answers."),
    (51, "mentor", None, "Count to seven before you fill the silence. It feels long only to you."),
    (16, "mentee", 70, "Seven seconds work. Somebody else answered each time."),
)
OTHERS: tuple[tuple[str, str, str, int], ...] = (
    (
        "Know five people outside my department",
        GoalTheme.NETWORK,
        "I could ring each of them with a question",
        20,
    ),
    (
        "Say what I think in meetings with senior people",
        GoalTheme.CONFIDENCE,
        "I have spoken in each of the last four meetings",
        50,
    ),
    (
        "Read a budget, and ask the right questions about it",
        GoalTheme.SKILLS,
        "I can explain our department’s figures to a new colleague",
        0,
    ),
)


def build_goals(year: Year, today: date) -> None:
    """Store the goals of the running cohort's first pairs."""
    running = Match.objects.filter(cohort=year.running.cohort, state=MatchState.ACTIVE)
    matches = list(running.with_people().order_by("started_on", "proposed_at", "pk"))
    first = next(each for each in matches if each.mentees[0] == year.running.mentees[0].person)
    _first_pair(first, today)
    rest = [match for match in matches if match != first]
    for match, (title, theme, measure, reached) in zip(rest, OTHERS, strict=False):
        goal = _goal(match, today - timedelta(days=60), title=title, theme=theme, measure=measure)
        _say(goal, goal.person, today - timedelta(days=20), reached, "")


def _first_pair(match: Match, today: date) -> None:
    """Give the pair that visitors sign in as one goal under way and one reached."""
    mentee, mentor = match.mentees[0], match.mentors[0]
    organisation = match.cohort.programme.organisation_id
    skill = Competency.objects.filter(organisation=organisation, is_active=True).first()
    leading = _goal(
        match,
        today - timedelta(days=80),
        title="Lead our Thursday meeting so that people are glad they came",
        theme=GoalTheme.LEADING,
        measure="We end on time, and everybody can repeat what was decided",
        due_on=today + timedelta(days=40),
        competency=skill,
    )
    for days, who, reached, words in FIRST_STORY:
        _say(
            leading, mentor if who == "mentor" else mentee, today - timedelta(days), reached, words
        )
    _step(leading, mentee, "Watch how Amara opens her meetings", done=today - timedelta(days=65))
    _step(
        leading, mentee, "Send each meeting’s one question ahead", done=today - timedelta(days=30)
    )
    _step(leading, mentee, "Ask three people what they would change", due=today - timedelta(days=2))
    _step(
        leading,
        mentor,
        "Sit in on a Thursday, and tell me one thing",
        due=today + timedelta(days=9),
    )
    voice = _goal(
        match,
        today - timedelta(days=80),
        title="Say early when I disagree",
        theme=GoalTheme.CONFIDENCE,
        measure="Twice in a month, to somebody senior, and we still have lunch",
        start_rating=2,
    )
    _say(voice, mentee, today - timedelta(days=45), 80, "Once to Priya. She thanked me.")
    at = noon(today - timedelta(days=24))
    Goal.objects.filter(pk=voice.pk).update(
        state=GoalState.REACHED, settled_at=at, end_rating=6, end_rated_at=at
    )
    GoalNote.objects.create(goal=voice, kind=NoteKind.REACHED, by=mentee, said_at=at)
    _say(voice, mentor, today - timedelta(days=23), None, "I noticed. So did others.")


def _goal(match: Match, day: date, **fields: object) -> Goal:
    """Store a goal of the match's first mentee."""
    fields = {"start_rating": 3, **fields}
    return Goal.objects.create(match=match, person=match.mentees[0], made_at=noon(day), **fields)


def _say(goal: Goal, by: Person, day: date, reached: int | None, words: str) -> None:
    """Store what somebody said of a goal."""
    kind = NoteKind.COMMENT if reached is None else NoteKind.PROGRESS
    GoalNote.objects.create(
        goal=goal, kind=kind, by=by, reached=reached, words=words, said_at=noon(day)
    )


def _step(
    goal: Goal,
    owner: Person,
    title: str,
    *,
    due: date | None = None,
    done: date | None = None,
) -> None:
    """Store a step, done on a day or not yet."""
    at = noon(done) if done else None
    GoalStep.objects.create(
        goal=goal,
        title=title,
        owner=owner,
        due_on=due,
        made_at=goal.made_at,
        done_at=at,
        done_by=owner if at else None,
    )
