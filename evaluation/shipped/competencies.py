"""A mentor's competency in six areas and 21 questions, by the mentor and by the mentee.

Each question asks how well one thing is done, not whether one agrees, so that politeness does not
lift the marks. Both ask the same things under the same keys. The areas have the keys of the
competencies that come with each organisation (`training.competencies.shipped`).
"""

from django.utils.translation import gettext_lazy as _

from evaluation.enums import Audience, Candour, Layout, Purpose, Subject
from evaluation.shipped.model import HOW_WELL, Part, Shipped, Words, mark, subscale

# By area: its heading, and for each question its key and how each side is asked.
AREAS: tuple[tuple[str, Words, tuple[tuple[str, Words, Words], ...]], ...] = (
    (
        "expectations",
        _("Aligning expectations"),
        (
            (
                "agree_hopes",
                _("How well do you settle with your mentee what each of you hopes for?"),
                _("How well does your mentor settle with you what each of you hopes for?"),
            ),
            (
                "set_goals",
                _("How well do you help your mentee to set goals that can be reached?"),
                _("How well does your mentor help you to set goals that can be reached?"),
            ),
            (
                "keep_agreements",
                _("How well do you keep what the two of you have agreed?"),
                _("How well does your mentor keep what the two of you have agreed?"),
            ),
            (
                "revisit_agreements",
                _("How well do you notice when what was agreed no longer fits?"),
                _("How well does your mentor notice when what was agreed no longer fits?"),
            ),
        ),
    ),
    (
        "communication",
        _("Communication"),
        (
            (
                "listen",
                _("How well do you hear your mentee out before you answer?"),
                _("How well does your mentor hear you out before answering?"),
            ),
            (
                "ask_openly",
                _("How well do you ask questions that make your mentee think further?"),
                _("How well does your mentor ask questions that make you think further?"),
            ),
            (
                "give_feedback",
                _("How well do you give feedback that your mentee can use?"),
                _("How well does your mentor give feedback that you can use?"),
            ),
            (
                "hard_conversations",
                _("How well do you raise something uncomfortable in good time?"),
                _("How well does your mentor raise something uncomfortable in good time?"),
            ),
        ),
    ),
    (
        "understanding",
        _("Understanding"),
        (
            (
                "know_starting_point",
                _("How well do you find out what your mentee already knows and can do?"),
                _("How well does your mentor find out what you already know and can do?"),
            ),
            (
                "check_understanding",
                _("How well do you check that you have understood each other?"),
                _("How well does your mentor check that you have understood each other?"),
            ),
            (
                "fit_the_step",
                _("How well do you fit your help to where your mentee is?"),
                _("How well does your mentor fit the help to where you are?"),
            ),
        ),
    ),
    (
        "independence",
        _("Independence"),
        (
            (
                "let_decide",
                _("How well do you leave decisions to your mentee?"),
                _("How well does your mentor leave decisions to you?"),
            ),
            (
                "build_confidence",
                _("How well do you show your mentee what they do well already?"),
                _("How well does your mentor show you what you do well already?"),
            ),
            (
                "let_try",
                _("How well do you let your mentee try things that may go wrong?"),
                _("How well does your mentor let you try things that may go wrong?"),
            ),
            (
                "step_back",
                _("How well do you step back as your mentee needs you less?"),
                _("How well does your mentor step back as you need less help?"),
            ),
        ),
    ),
    (
        "inclusion",
        _("Inclusion"),
        (
            (
                "see_differences",
                _("How well do you see what your different paths mean for your work together?"),
                _(
                    "How well does your mentor see what your different paths mean for your work "
                    "together?"
                ),
            ),
            (
                "question_own_view",
                _("How well do you question your own assumptions about your mentee?"),
                _("How well does your mentor avoid assuming things about you?"),
            ),
            (
                "make_room",
                _("How well do you see to it that your mentee can take part as they are?"),
                _("How well does your mentor see to it that you can take part as you are?"),
            ),
        ),
    ),
    (
        "development",
        _("Professional development"),
        (
            (
                "open_doors",
                _("How well do you bring your mentee together with people who can help?"),
                _("How well does your mentor bring you together with people who can help?"),
            ),
            (
                "think_ahead",
                _("How well do you help your mentee to think beyond the next step?"),
                _("How well does your mentor help you to think beyond the next step?"),
            ),
            (
                "role_model",
                _("How well do you talk about your own path, its detours included?"),
                _("How well does your mentor talk about their own path, its detours included?"),
            ),
        ),
    ),
)


def _parts(side: int) -> tuple[Part, ...]:
    """Return the six areas in the words for the mentor (0) or the mentee (1)."""
    return tuple(
        Part(
            subscale(area, *(mark(key, wordings[side], HOW_WELL) for key, *wordings in questions)),
            title=heading,
            layout=Layout.MATRIX,
        )
        for area, heading, questions in AREAS
    )


SHIPPED = (
    Shipped(
        key="competency-self",
        title=_("How you mentor, by yourself"),
        introduction=_(
            "Six areas of mentoring. Leave out what you cannot judge yet. In your Mirror, which "
            "only you can open, you see your marks, and your mentees’ beside them where they "
            "agree or where five of them have answered."
        ),
        purpose=Purpose.COMPETENCY_SELF,
        audience=Audience.MENTOR,
        candour=Candour.CONFIDENTIAL,
        minutes=4,
        parts=_parts(0),
    ),
    Shipped(
        key="competency-by-mentee",
        title=_("How your mentor mentors"),
        introduction=_(
            "Six areas of mentoring. Leave out what you cannot judge. Your mentor never sees your "
            "own marks, only the mean of five or more mentees; unless you agree to it, under Learn."
        ),
        purpose=Purpose.COMPETENCY_OTHER,
        audience=Audience.MENTEE,
        candour=Candour.CONFIDENTIAL,
        minutes=4,
        subject=Subject.PARTNER,
        parts=_parts(1),
    ),
)
