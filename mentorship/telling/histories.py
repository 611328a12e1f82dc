"""Which things have a history of their own, what they are called, and what it takes to read it.

Whoever may see a row (by its own `visible_to`) and holds the permission there may read what was
done to it. What a pair keeps to itself asks for no permission at all: it is seen by who is named in
it, whatever anybody's role. Rows that are seen as a part of another are told in the history of that
one (`TOLD_WITH`), and `NOT_TOLD` says why some have none.
"""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from mentorship.accounts.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Shown(NamedTuple):
    """What a kind of thing is called, the permission its history asks for, and where it counts.

    `place` leads from the row to its programme or organisation; "self" is the row itself, and the
    empty text asks for the permission anywhere: the row's `visible_to` has seen to the rest.
    """

    name: "_StrPromise"
    permission: Permission
    place: str = ""


_ACCOUNTS = {
    "accounts.person": Shown(_("Person"), Permission.VIEW_PEOPLE),
    "accounts.organisation": Shown(_("Organisation"), Permission.MANAGE_ORGANISATION, "self"),
    "accounts.consent": Shown(_("Consent"), Permission.USE_PORTAL),
    "accounts.privacyrequest": Shown(_("Request about a record"), Permission.USE_PORTAL),
    "accounts.datacopy": Shown(_("Copy of what is kept"), Permission.USE_PORTAL),
    "accounts.erasure": Shown(_("Erasing of a person"), Permission.USE_PORTAL),
    "accounts.viewing": Shown(_("Look as somebody else"), Permission.USE_PORTAL),
    "accounts.keepingrule": Shown(
        _("How long something is kept"), Permission.MANAGE_ORGANISATION, "organisation"
    ),
    "accounts.legalhold": Shown(_("Legal hold"), Permission.MANAGE_ORGANISATION, "organisation"),
    "accounts.identityprovider": Shown(
        _("Sign-in service"), Permission.MANAGE_ORGANISATION, "organisation"
    ),
    "accounts.owneddomain": Shown(
        _("Domain of the organisation"), Permission.MANAGE_ORGANISATION, "organisation"
    ),
}
_API = {
    "api.accesstoken": Shown(_("Access token"), Permission.MANAGE_ORGANISATION, "organisation"),
    "api.endpoint": Shown(_("Webhook"), Permission.MANAGE_ORGANISATION, "organisation"),
    "api.delivery": Shown(
        _("News for a webhook"), Permission.MANAGE_ORGANISATION, "endpoint__organisation"
    ),
}
_NOTIFICATIONS = {
    "notifications.message": Shown(_("Message"), Permission.VIEW_OUTBOX),
}
_PROGRAMMES = {
    "programmes.programme": Shown(_("Programme"), Permission.VIEW_PROGRAMME, "self"),
    "programmes.cohort": Shown(_("Cohort"), Permission.VIEW_PROGRAMME, "programme"),
    "programmes.applicationform": Shown(
        _("Application form"), Permission.VIEW_APPLICATIONS, "programme"
    ),
    "programmes.applicationwindow": Shown(
        _("Application window"), Permission.VIEW_APPLICATIONS, "cohort__programme"
    ),
    "programmes.idealmentorprofile": Shown(
        _("Ideal mentor profile"), Permission.VIEW_APPLICATIONS, "programme"
    ),
    "programmes.expectation": Shown(
        _("Expectation"), Permission.VIEW_APPLICATIONS, "profile__programme"
    ),
    "programmes.criterion": Shown(
        _("Criterion"), Permission.VIEW_APPLICATIONS, "expectation__profile__programme"
    ),
    "programmes.selectionround": Shown(
        _("Round of reviews"), Permission.VIEW_APPLICATIONS, "cohort__programme"
    ),
    "programmes.application": Shown(
        _("Application"), Permission.VIEW_APPLICATIONS, "cohort__programme"
    ),
    "programmes.validation": Shown(
        _("Word of a colleague"), Permission.VIEW_APPLICATIONS, "application__cohort__programme"
    ),
    "programmes.decision": Shown(
        _("Decision"), Permission.VIEW_APPLICATIONS, "application__cohort__programme"
    ),
    "programmes.appeal": Shown(
        _("Appeal"), Permission.VIEW_APPLICATIONS, "decision__application__cohort__programme"
    ),
    "programmes.endorsement": Shown(
        _("Endorsement"), Permission.VIEW_APPLICATIONS, "application__cohort__programme"
    ),
    "programmes.eligibilityrule": Shown(
        _("Rule of eligibility"), Permission.VIEW_APPLICATIONS, "programme"
    ),
    "programmes.waitingplace": Shown(
        _("Place on the waiting list"),
        Permission.VIEW_APPLICATIONS,
        "application__cohort__programme",
    ),
    "programmes.nomination": Shown(
        _("Nomination"), Permission.VIEW_APPLICATIONS, "cohort__programme"
    ),
    "programmes.review": Shown(
        _("Review"), Permission.VIEW_APPLICATIONS, "round__cohort__programme"
    ),
    "programmes.checkrequirement": Shown(
        _("Check that is asked"), Permission.VIEW_APPLICATIONS, "programme"
    ),
    "programmes.check": Shown(_("Check"), Permission.VIEW_APPLICATIONS, "requirement__programme"),
    "programmes.calendarfeed": Shown(_("Calendar address"), Permission.USE_PORTAL),
    "programmes.charter": Shown(_("Charter"), Permission.VIEW_PROGRAMME, "programme"),
    "programmes.charterreview": Shown(
        _("Review of the charter"), Permission.VIEW_PROGRAMME, "charter__programme"
    ),
    "programmes.participant": Shown(_("Participant"), Permission.VIEW_PEOPLE, "cohort__programme"),
    "programmes.closedday": Shown(_("Closed day"), Permission.VIEW_PROGRAMME, "organisation"),
    "programmes.merge": Shown(
        _("Two records of one person"), Permission.MANAGE_PEOPLE, "organisation"
    ),
    "programmes.profile": Shown(_("Profile"), Permission.VIEW_PEOPLE, "membership__organisation"),
    "programmes.putoff": Shown(_("Something put off"), Permission.VIEW_PROGRAMME, "programme"),
    "programmes.recommendation": Shown(_("Recommendation"), Permission.VIEW_PROGRAMME, "programme"),
    "programmes.savedview": Shown(_("Saved view"), Permission.VIEW_PEOPLE, "programme"),
    "programmes.strategicgoal": Shown(
        _("Goal of the organisation"), Permission.VIEW_PROGRAMME, "organisation"
    ),
    "programmes.objective": Shown(_("Objective"), Permission.VIEW_PROGRAMME, "programme"),
    "programmes.indicator": Shown(
        _("Indicator"), Permission.VIEW_PROGRAMME, "objective__programme"
    ),
    "programmes.import": Shown(_("Table brought in"), Permission.MANAGE_PEOPLE, "organisation"),
}
_TRAINING = {
    "training.competency": Shown(_("Competency"), Permission.VIEW_TRAINING, "organisation"),
    "training.course": Shown(_("Course"), Permission.VIEW_TRAINING, "organisation"),
    "training.coursematerial": Shown(
        _("Material"), Permission.VIEW_TRAINING, "course__organisation"
    ),
    "training.quizquestion": Shown(
        _("Question of a quiz"), Permission.VIEW_TRAINING, "course__organisation"
    ),
    "training.modulerun": Shown(
        _("Module somebody learns"), Permission.VIEW_TRAINING, "session__programme"
    ),
    "training.session": Shown(_("Session"), Permission.VIEW_TRAINING, "programme"),
    "training.enrolment": Shown(_("Enrolment"), Permission.VIEW_TRAINING, "session__programme"),
    "training.refresheragenda": Shown(
        _("Agenda of a refresher"), Permission.VIEW_TRAINING, "programme"
    ),
    "training.priorlearningclaim": Shown(
        _("Earlier learning"), Permission.VIEW_TRAINING, "programme"
    ),
    "training.waiver": Shown(_("Waiver"), Permission.VIEW_TRAINING, "programme"),
    "training.community": Shown(_("Community"), Permission.VIEW_TRAINING, "programme"),
    "training.communitymember": Shown(
        _("Membership of a community"), Permission.VIEW_TRAINING, "community__programme"
    ),
    "training.currencypolicy": Shown(
        _("What is asked of training"), Permission.VIEW_TRAINING, "programme"
    ),
    "training.discussion": Shown(_("Discussion"), Permission.USE_PORTAL),
    "training.reply": Shown(_("Reply"), Permission.USE_PORTAL),
    "training.postreport": Shown(
        _("Report about a post"), Permission.MANAGE_TRAINING, "discussion__community__programme"
    ),
    "training.resource": Shown(_("Resource"), Permission.USE_PORTAL),
    "training.certificate": Shown(_("Certificate"), Permission.VIEW_TRAINING, "programme"),
    "training.ledgerentry": Shown(_("Hours"), Permission.VIEW_TRAINING, "organisation"),
    "training.pathway": Shown(_("Way to mentor"), Permission.VIEW_TRAINING, "programme"),
    "training.shadowing": Shown(_("Observing"), Permission.USE_PORTAL),
    "training.peerpair": Shown(_("Peer partners"), Permission.USE_PORTAL),
    "training.reminderapproval": Shown(
        _("Kind of reminder"), Permission.VIEW_TRAINING, "programme"
    ),
    "training.thankyou": Shown(_("Word of thanks"), Permission.USE_PORTAL),
    "training.recognition": Shown(
        _("Milestone of a mentor"), Permission.VIEW_TRAINING, "programme"
    ),
    "training.departure": Shown(
        _("Departure"), Permission.VIEW_TRAINING, "participant__cohort__programme"
    ),
    "training.carecall": Shown(_("Call to a mentor"), Permission.VIEW_TRAINING, "programme"),
}
_MATCHING = {
    "matching.match": Shown(_("Match"), Permission.VIEW_MATCHES, "cohort__programme"),
    "matching.carestep": Shown(
        _("Step of care"), Permission.VIEW_MATCHES, "match__cohort__programme"
    ),
    "matching.round": Shown(_("Round of matching"), Permission.VIEW_MATCHES, "cohort__programme"),
    "matching.sending": Shown(
        _("Sending of proposals"), Permission.VIEW_MATCHES, "round__cohort__programme"
    ),
    "matching.recruitrequest": Shown(
        _("Search for a mentor"), Permission.VIEW_MATCHES, "round__cohort__programme"
    ),
    "matching.draft": Shown(_("Draft"), Permission.VIEW_MATCHES, "round__cohort__programme"),
    "matching.matchingplace": Shown(
        _("Place in matching"), Permission.VIEW_MATCHES, "participant__cohort__programme"
    ),
    "matching.participationcertificate": Shown(
        _("Certificate of taking part"), Permission.VIEW_MATCHES, "member__match__cohort__programme"
    ),
    "matching.meeting": Shown(_("Meeting"), Permission.USE_PORTAL),
    "matching.meetingnote": Shown(_("Note about a meeting"), Permission.USE_PORTAL),
    "matching.agreement": Shown(_("Agreement"), Permission.USE_PORTAL),
    "matching.concern": Shown(_("Concern"), Permission.USE_PORTAL),
    "matching.rematchwish": Shown(_("Wish for somebody else"), Permission.USE_PORTAL),
    "matching.closingword": Shown(_("Word at the end"), Permission.USE_PORTAL),
    "matching.goal": Shown(_("Goal"), Permission.USE_PORTAL),
    "matching.goalstep": Shown(_("Step of a goal"), Permission.USE_PORTAL),
    "matching.freehours": Shown(_("Free hours"), Permission.USE_PORTAL),
    "matching.meetingfeed": Shown(_("Calendar address of meetings"), Permission.USE_PORTAL),
    "matching.pairmessage": Shown(_("Message of a pair"), Permission.USE_PORTAL),
    "matching.messagereport": Shown(_("Reported message"), Permission.USE_PORTAL),
    "matching.wishlist": Shown(_("Wishes"), Permission.USE_PORTAL),
    "matching.matchrequest": Shown(_("Request to a mentor"), Permission.USE_PORTAL),
}
_EVALUATION = {
    "evaluation.instrument": Shown(_("Questionnaire"), Permission.VIEW_RESULTS, "organisation"),
    "evaluation.waveplan": Shown(_("Plan of surveys"), Permission.VIEW_RESULTS, "programme"),
    "evaluation.wave": Shown(_("Survey"), Permission.VIEW_RESULTS, "cohort__programme"),
    "evaluation.burdenstep": Shown(
        _("Relief from surveys"), Permission.VIEW_RESULTS, "wave__cohort__programme"
    ),
    "evaluation.reportschedule": Shown(
        _("Rhythm of reports"), Permission.MANAGE_REPORTS, "programme"
    ),
    "evaluation.report": Shown(_("Report"), Permission.MANAGE_REPORTS, "programme"),
    "evaluation.reportletter": Shown(
        _("Letter with a report"), Permission.MANAGE_REPORTS, "report__programme"
    ),
    "evaluation.askreply": Shown(
        _("Answer of a sponsor"), Permission.MANAGE_REPORTS, "ask__report__programme"
    ),
    "evaluation.costbook": Shown(_("Book of costs"), Permission.MANAGE_REPORTS, "programme"),
    "evaluation.spending": Shown(_("Cost"), Permission.MANAGE_REPORTS, "book__programme"),
    "evaluation.benefit": Shown(_("Benefit"), Permission.MANAGE_REPORTS, "book__programme"),
    "evaluation.uncounted": Shown(
        _("Benefit nobody counts"), Permission.MANAGE_REPORTS, "book__programme"
    ),
    "evaluation.finding": Shown(_("Finding"), Permission.VIEW_RESULTS, "programme"),
    "evaluation.portfoliosheet": Shown(
        _("Sheet of the side-by-side"), Permission.MANAGE_REPORTS, "programme"
    ),
    "evaluation.readinessjudgement": Shown(
        _("Judgement of readiness"), Permission.MANAGE_REPORTS, "programme"
    ),
    "evaluation.readinesspack": Shown(
        _("Pack of readiness"), Permission.MANAGE_REPORTS, "programme"
    ),
}
HISTORIES: dict[str, Shown] = {
    **_ACCOUNTS,
    **_NOTIFICATIONS,
    **_PROGRAMMES,
    **_TRAINING,
    **_MATCHING,
    **_EVALUATION,
    **_API,
}
