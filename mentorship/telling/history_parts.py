"""Rows that are seen as a part of another, and those that have no page of what happened."""

from typing import NamedTuple


class Part(NamedTuple):
    """The kind of thing in whose history a row is told, and the look-up that leads there."""

    whole: str
    lookup: str


TOLD_WITH: dict[str, Part] = {
    "accounts.membership": Part("accounts.person", "person"),
    "accounts.organisationrole": Part("accounts.person", "membership__person"),
    "accounts.providerlink": Part("accounts.person", "person"),
    "accounts.signinpolicy": Part("accounts.organisation", "organisation"),
    "accounts.mention": Part("accounts.erasure", "erasure"),
    "accounts.keepingnight": Part("accounts.keepingrule", "rule"),
    "api.directoryentry": Part("accounts.person", "membership__person"),
    "api.directoryrest": Part("matching.match", "match"),
    "notifications.attempt": Part("notifications.message", "message"),
    "programmes.teammember": Part("programmes.programme", "programme"),
    "programmes.sponsorship": Part("programmes.programme", "programme"),
    "programmes.conflictofinterest": Part("programmes.programme", "programme"),
    "programmes.intakepolicy": Part("programmes.programme", "programme"),
    "programmes.programmepolicy": Part("programmes.programme", "programme"),
    "programmes.messagetext": Part("programmes.programme", "programme"),
    "programmes.recommendationreading": Part("programmes.programme", "programme"),
    "programmes.phase": Part("programmes.cohort", "cohort"),
    "programmes.milestone": Part("programmes.cohort", "cohort"),
    "programmes.cohortmove": Part("programmes.cohort", "cohort"),
    "programmes.contribution": Part("programmes.cohort", "cohort"),
    "programmes.formsection": Part("programmes.applicationform", "form"),
    "programmes.question": Part("programmes.applicationform", "section__form"),
    "programmes.sampleapplication": Part("programmes.idealmentorprofile", "profile"),
    "programmes.resolution": Part("programmes.application", "application"),
    "programmes.pause": Part("programmes.participant", "participant"),
    "programmes.signoff": Part("programmes.charter", "charter"),
    "programmes.indicatorvalue": Part("programmes.indicator", "indicator"),
    "training.competencylevel": Part("training.competency", "competency"),
    "training.attendance": Part("training.session", "session"),
    "training.enrolmentrule": Part("training.session", "session"),
    "training.sessionseries": Part("programmes.programme", "programme"),
    "training.decaysetting": Part("programmes.programme", "programme"),
    "training.activitypass": Part("programmes.programme", "programme"),
    "training.raisedreason": Part("programmes.programme", "programme"),
    "training.agendaitem": Part("training.refresheragenda", "agenda"),
    "training.pathwaystep": Part("training.pathway", "pathway"),
    "matching.matchmember": Part("matching.match", "match"),
    "matching.matchrest": Part("matching.match", "match"),
    "matching.meetingseries": Part("matching.match", "match"),
    "matching.signature": Part("matching.agreement", "agreement"),
    "matching.concernentry": Part("matching.concern", "concern"),
    "matching.concernroute": Part("programmes.programme", "programme"),
    "matching.concerncontact": Part("accounts.organisation", "organisation"),
    "matching.carethreshold": Part("programmes.programme", "programme"),
    "matching.matchingrule": Part("matching.round", "round"),
    "matching.mentorgroup": Part("matching.round", "round"),
    "matching.mentorseats": Part("matching.round", "round"),
    "matching.sendingpair": Part("matching.sending", "sending"),
    "matching.draftchange": Part("matching.draft", "draft"),
    "matching.goalnote": Part("matching.goal", "goal"),
    "evaluation.section": Part("evaluation.instrument", "instrument"),
    "evaluation.item": Part("evaluation.instrument", "instrument"),
    "evaluation.reportversion": Part("evaluation.report", "report"),
    "evaluation.reportask": Part("evaluation.report", "report"),
    "evaluation.surveybudget": Part("accounts.organisation", "organisation"),
    "evaluation.cohortcomparison": Part("evaluation.costbook", "book"),
}

NOT_TOLD: dict[str, frozenset[str]] = {
    "told on the organisation's record alone: it is about the installation": frozenset(
        {"audit.event", "audit.seal", "notifications.outboxswitch", "notifications.addresshealth"}
    ),
    "what somebody answered, felt or wished: read on no page but their own": frozenset(
        {
            "evaluation.answer",
            "evaluation.answerdraft",
            "evaluation.sealedanswer",
            "evaluation.receipt",
            "evaluation.roomreceipt",
            "evaluation.call",
            "evaluation.mirrorconsent",
            "matching.fitcheck",
            "matching.meetingmood",
            "matching.threadread",
            "matching.wish",
            "notifications.preference",
            "programmes.answer",
            "programmes.mark",
            "training.peermeeting",
            "training.quiztry",
            "training.resourcerating",
            "training.returnintent",
            "training.selfrating",
            "training.sessionfeedback",
        }
    ),
    "counted by the product itself from rows that have a history": frozenset(
        {
            "evaluation.answeringtime",
            "evaluation.publishedgroup",
            "evaluation.publishedregister",
            "evaluation.wavesummary",
            "evaluation.wavetally",
            "evaluation.waveday",
            "matching.draftpair",
            "matching.draftseat",
            "matching.drafthold",
            "matching.draftunplaced",
            "matching.healthreading",
            "matching.matchhealth",
            "matching.mentorgroupmember",
            "training.competencyfigure",
            "training.decayfit",
            "training.freshreading",
            "training.standing",
        }
    ),
    "itself a line about what happened, shown where it happened": frozenset(
        {"accounts.sighting", "api.deliverytry", "api.tokenuse"}
    ),
    "bytes of something that has a history": frozenset(
        {
            "evaluation.reportfile",
            "notifications.attachment",
            "programmes.importfile",
            "programmes.importrow",
            "programmes.rememberedword",
            "programmes.storedfile",
        }
    ),
}


def parts_of(whole: str) -> list[tuple[str, str]]:
    """Return the kinds that are told with a kind, each with the look-up that leads to it."""
    return [(kind, part.lookup) for kind, part in TOLD_WITH.items() if part.whole == whole]
