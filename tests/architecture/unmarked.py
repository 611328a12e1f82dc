"""Which texts about somebody take no marked word, and which lists and mappings do."""

KEY = "opens a door: compared, never shown"
CODE = "a code from a list of the product's own, no words"
SHAPE = "figures and ids in a shape of their own, sealed by a hash or read by the product"
NAMED = "planted by name in `planted`: its keys and values have a form"

# Texts that have a form of their own.
UNMARKED = {
    "sessions.Session.session_key": KEY,
    "sessions.Session.session_data": KEY,
    "account.EmailConfirmation.key": KEY,
    "mfa.Authenticator.data": KEY,
    "usersessions.UserSession.session_key": KEY,
    "accounts.Person.password": KEY,
    "accounts.DataCopy.store_key": KEY,
    "accounts.DataCopy.age_key": KEY,
    "programmes.StoredFile.key": KEY,
    "programmes.CalendarFeed.token_hash": KEY,
    "matching.MeetingFeed.token_hash": KEY,
    "accounts.Person.language": CODE,
    "programmes.Profile.country_code": CODE,
    "programmes.Profile.picture_key": KEY,
    "notifications.Message.recipient_key": "the address again, for look-ups",
    "audit.Event.about_id": CODE,
    "programmes.SavedView.query": "an address's query, made by the product",
    "evaluation.Report.snapshot": SHAPE,
    "evaluation.ReadinessPack.snapshot": SHAPE,
}
# A text that is empty and stays so: filled, its row would be something else.
BLANK = {
    "training.Session.slot_title": "has a length of its own",
    "training.Session.cancelled_reason": "of one that was called off",
}
# Lists and mappings whose texts are words.
LISTS = {
    "programmes.Answer.values",
    "programmes.Question.options",
    "programmes.Criterion.anchors",
    "programmes.Profile.interests",
    "programmes.ImportRow.given",
    "evaluation.ReportVersion.words",
}
# Lists and mappings whose texts are none that anybody wrote, or are planted by name.
SHAPES = {
    **dict.fromkeys(
        (
            "programmes.CohortMove.missing",
            "programmes.Decision.development_keys",
            "programmes.Profile.languages",
            "training.QuizTry.answers",
            "training.ModuleRun.answers",
            "matching.MatchHealth.reasons",
            "matching.HealthReading.reasons",
            "matching.CareStep.reasons",
            "matching.MatchingPlace.language_levels",
            "matching.FreeHours.half_hours",
        ),
        CODE,
    ),
    **dict.fromkeys(
        (
            "audit.Event.changes",
            "usersessions.UserSession.data",
            "programmes.Merge.steps",
            "programmes.ImportRow.fixes",
            "programmes.ImportRow.errors",
            "programmes.ImportRow.warnings",
            "programmes.ImportRow.changes",
            "training.AgendaItem.evidence",
            "training.QuizQuestion.options",
            "matching.SendingPair.parts",
            "matching.RecruitRequest.profile",
            "matching.DraftPair.parts",
            "matching.DraftPair.facts",
            "matching.DraftUnplaced.facts",
            "matching.DraftChange.before",
            "matching.DraftChange.after",
            "evaluation.Instrument.translations",
            "evaluation.Section.translations",
            "evaluation.Item.translations",
            "evaluation.Item.options",
        ),
        SHAPE,
    ),
    **dict.fromkeys(
        (
            "evaluation.SealedAnswer.values",
            "evaluation.Answer.values",
            "evaluation.AnswerDraft.values",
        ),
        NAMED,
    ),
}
