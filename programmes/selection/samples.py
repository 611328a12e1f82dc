"""Invented applications that all reviewers of a round mark first, to mean the same by a mark.

Two for each kind of programme: one that sounds strong and shows little, one that sounds modest and
shows much. Coordinators change them as they like. They are texts, not translated: an organisation
writes them in the language of its applicants.
"""

from programmes.enums import ProgrammeTemplate

_CORPORATE = (
    """I have led teams for eighteen years and I am known as a people person. Mentoring is in my \
blood: my door is always open, and people come to me because I tell them straight what to do. I \
have taken part in every leadership programme this company has offered, and I have spoken at three \
conferences on the future of work.

What I would bring: vision, energy and a large network. I have brought many talents forward. \
Several of them now hold senior roles, and I am confident that they would tell you how much they \
owe to me.

Time: my calendar is full, as you can imagine, but I always make time for what matters.""",
    """I am a team lead in accounts, and I have not mentored in a programme before. Two years ago \
a colleague was unsure whether to apply for my old job. We met every second Friday for half a \
year. I mostly asked what she had tried. Once I noticed that I had talked for most of the hour; I \
said so, and from then on she brought the list. She did not get that job, and applied for another \
in spring, which she has now.

What I find hard: when somebody is upset I want to mend things at once. I took the listening \
course in March, and I now ask “do you want ideas, or an ear?”.

Time: two hours a month are agreed with my manager. Fridays are best.""",
)
_UNIVERSITY = (
    """As a full professor with over a hundred publications I have supervised more doctoral \
students than I can count, and nearly all have finished. Students describe me as inspiring. I know \
how the academic world works, and I am happy to pass that knowledge on to the next generation.

I believe in high standards. My advice to a young researcher is always the same: publish early, \
publish often, and choose your conferences well. I would introduce my mentee to the right people.

My availability depends on teaching and travel, and we would find a way.""",
    """I finished my doctorate four years ago and run the second-year laboratory. I was the first \
in my family to study, and for two years nobody told me that one may ask for an extension.

Last year a student stopped coming. I wrote to ask how she was, not where her report was. She was \
caring for her father. We looked together at what the rules allow, she decided to move two \
modules, and I went with her to the office as she asked me to. She graduates in summer. I have \
told her story here with her consent.

I keep notes on what we agree, and I ask at the third meeting whether it helps. One student said \
that I was too quick with answers; I now wait longer. I can give three hours a month in term.""",
)
_REGULATED = (
    """I have been a registered nurse for twenty-two years, most of them in intensive care, and I \
hold several certificates in leadership and quality. I have always been the one whom new staff are \
sent to. I am passionate about standards and I do not tolerate carelessness.

Students learn most by watching somebody who knows how it is done. I make sure that they see good \
practice, and I sign off only what is right. Every student who worked with me has passed.

I am up to date with everything that is required and can start at any time.""",
    """I qualified six years ago and work on a surgical ward. I have supported three students in \
practice. With one I was worried about her handling of medicines in the second week. I told her \
the same day what I had seen, we wrote down what she would show me by Friday, and I asked the \
practice educator to look as well, since I was not sure of my own view. She needed one more week \
and then did it safely five times. My notes on it are in her portfolio.

My refresher was in February. I still find it difficult to let a student struggle for a moment, so \
I count to ten. Our rota allows a protected hour a week with a student, which my ward manager has \
confirmed in writing.""",
)
_COMMUNITY = (
    """I founded two companies after graduating and sold one. I have been on podcasts and panels \
and I love giving back. Young people need to hear what it really takes, and I can tell them. I \
believe that anybody can make it with the right mindset.

I have a network in four countries and would open every door. I once changed somebody's career \
with a single coffee. I am spontaneous: my mentees can ring me whenever they like.

I would like to mentor five or six people at once.""",
    """I graduated nine years ago and have changed field twice, the second time not by choice. For \
the last three years I have helped at the Saturday advice morning, about twenty conversations a \
year. I keep a page on each, and ring people a month later to ask what they did with it. About \
half had done something else than we had talked about, which taught me to ask more and plan less.

Once somebody told me of trouble at home that was beyond me. I said so, gave her the number of \
people who could help, and asked two days later whether she had reached them.

I can offer one evening a month and answer messages within two days. One mentee would suit me.""",
)
_TEXTS = {
    ProgrammeTemplate.CORPORATE: _CORPORATE,
    ProgrammeTemplate.UNIVERSITY: _UNIVERSITY,
    ProgrammeTemplate.REGULATED: _REGULATED,
    ProgrammeTemplate.COMMUNITY: _COMMUNITY,
}


def samples_for(template: str) -> tuple[str, str]:
    """Return the two texts that suit a kind of programme: strong but thin, modest but solid."""
    return _TEXTS.get(ProgrammeTemplate(template), _CORPORATE)
