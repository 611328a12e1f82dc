"""The addresses of this app."""

from django.urls import path

from programmes.views import (
    charter_links,
    charters,
    goals,
    ideal_mentor,
    indicators,
    objectives,
    participants,
    people,
    policies,
    portal,
    programmes,
    setup,
    sponsors,
    starting,
    strategy,
    team,
)

app_name = "programmes"

urlpatterns = [
    path("home/", portal.home, name="home"),
    path("invitations/<uuid:pk>/", portal.invitation, name="invitation"),
    path("programmes/", programmes.programme_list, name="programme-list"),
    path("programmes/add/", starting.programme_add, name="programme-add"),
    path("programmes/<slug:slug>/", programmes.today, name="today"),
    path("programmes/<slug:slug>/cohorts/add/", programmes.cohort_add, name="cohort-add"),
    path(
        "programmes/<slug:slug>/cohorts/<uuid:pk>/move/",
        setup.cohort_move,
        name="cohort-move",
    ),
    path("programmes/<slug:slug>/clone/", starting.programme_clone, name="programme-clone"),
    path("programmes/<slug:slug>/setup/", setup.setup, name="setup"),
    path(
        "programmes/<slug:slug>/recommendations/<uuid:pk>/done/",
        setup.recommendation_done,
        name="recommendation-done",
    ),
    path("programmes/<slug:slug>/policy/", policies.policy, name="policy"),
    path("programmes/<slug:slug>/texts/", policies.texts, name="texts"),
    path(
        "programmes/<slug:slug>/mentor-profile/",
        ideal_mentor.mentor_profile,
        name="mentor-profile",
    ),
    path(
        "programmes/<slug:slug>/mentor-profile/add/",
        ideal_mentor.expectation_add,
        name="expectation-add",
    ),
    path(
        "programmes/<slug:slug>/mentor-profile/<uuid:pk>/change/",
        ideal_mentor.expectation_change,
        name="expectation-change",
    ),
    path(
        "programmes/<slug:slug>/mentor-profile/<uuid:pk>/remove/",
        ideal_mentor.expectation_remove,
        name="expectation-remove",
    ),
    path(
        "programmes/<slug:slug>/mentor-profile/<uuid:pk>/criteria/add/",
        ideal_mentor.criterion_add,
        name="expectation-criterion-add",
    ),
    path(
        "programmes/<slug:slug>/criteria/<uuid:pk>/change/",
        ideal_mentor.criterion_change,
        name="criterion-change",
    ),
    path(
        "programmes/<slug:slug>/criteria/<uuid:pk>/remove/",
        ideal_mentor.criterion_remove,
        name="criterion-remove",
    ),
    path("programmes/<slug:slug>/people/", people.people, name="people"),
    path("programmes/<slug:slug>/people/csv/", people.people_csv, name="people-csv"),
    path("programmes/<slug:slug>/people/add/", people.participant_add, name="participant-add"),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/",
        participants.participant,
        name="participant",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/move/",
        participants.participant_move,
        name="participant-move",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/withdraw/",
        participants.participant_withdraw,
        name="participant-withdraw",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/pause/",
        participants.participant_pause,
        name="participant-pause",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/resume/",
        participants.participant_resume,
        name="participant-resume",
    ),
    path("programmes/<slug:slug>/strategy/", strategy.strategy, name="strategy"),
    path("programmes/<slug:slug>/strategy/csv/", strategy.strategy_csv, name="strategy-csv"),
    path("programmes/<slug:slug>/goals/", goals.goal_list, name="goal-list"),
    path("programmes/<slug:slug>/goals/add/", goals.goal_add, name="goal-add"),
    path("programmes/<slug:slug>/goals/<uuid:pk>/change/", goals.goal_change, name="goal-change"),
    path("programmes/<slug:slug>/goals/<uuid:pk>/move/", goals.goal_move, name="goal-move"),
    path("programmes/<slug:slug>/goals/<uuid:pk>/end/", goals.goal_end, name="goal-end"),
    path("programmes/<slug:slug>/objectives/add/", objectives.objective_add, name="objective-add"),
    path(
        "programmes/<slug:slug>/objectives/<uuid:pk>/",
        objectives.objective,
        name="objective",
    ),
    path(
        "programmes/<slug:slug>/objectives/<uuid:pk>/change/",
        objectives.objective_change,
        name="objective-change",
    ),
    path(
        "programmes/<slug:slug>/objectives/<uuid:pk>/move/",
        objectives.objective_move,
        name="objective-move",
    ),
    path(
        "programmes/<slug:slug>/objectives/<uuid:pk>/remove/",
        objectives.objective_remove,
        name="objective-remove",
    ),
    path(
        "programmes/<slug:slug>/objectives/<uuid:pk>/indicators/add/",
        indicators.objective_indicator,
        name="objective-indicator",
    ),
    path(
        "programmes/<slug:slug>/indicators/<uuid:pk>/",
        indicators.indicator,
        name="indicator",
    ),
    path(
        "programmes/<slug:slug>/indicators/<uuid:pk>/change/",
        indicators.indicator_change,
        name="indicator-change",
    ),
    path(
        "programmes/<slug:slug>/indicators/<uuid:pk>/values/add/",
        indicators.indicator_value,
        name="indicator-value",
    ),
    path(
        "programmes/<slug:slug>/indicators/<uuid:pk>/move/",
        indicators.indicator_move,
        name="indicator-move",
    ),
    path(
        "programmes/<slug:slug>/indicators/<uuid:pk>/remove/",
        indicators.indicator_remove,
        name="indicator-remove",
    ),
    path("programmes/<slug:slug>/team/", team.team, name="team"),
    path("programmes/<slug:slug>/team/add/", team.member_add, name="member-add"),
    path("programmes/<slug:slug>/team/<uuid:pk>/leave/", team.member_leave, name="member-leave"),
    path("programmes/<slug:slug>/sponsors/", sponsors.sponsors, name="sponsors"),
    path("programmes/<slug:slug>/sponsor/add/", sponsors.sponsor_add, name="sponsor-add"),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/change/",
        sponsors.sponsor_change,
        name="sponsor-change",
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/end/", sponsors.sponsor_end, name="sponsor-end"
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/pack/",
        sponsors.sponsor_pack,
        name="sponsor-pack",
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/pack/pdf/",
        sponsors.sponsor_pack_pdf,
        name="sponsor-pack-pdf",
    ),
    path("programmes/<slug:slug>/charter/", charters.charter, name="charter"),
    path("programmes/<slug:slug>/charter/edit/", charters.charter_edit, name="charter-edit"),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/",
        charters.charter_version,
        name="charter-version",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/send/",
        charters.charter_send,
        name="charter-send",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/withdraw/",
        charters.charter_withdraw,
        name="charter-withdraw",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/discard/",
        charters.charter_discard,
        name="charter-discard",
    ),
    path(
        "programmes/<slug:slug>/charter/reviews/<uuid:pk>/settle/",
        charters.review_settle,
        name="review-settle",
    ),
    path("charters/<str:token>/", charter_links.charter_sign, name="charter-sign"),
    path("charter-reviews/<str:token>/", charter_links.charter_answer, name="charter-answer"),
]
