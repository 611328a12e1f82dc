"""Why a programme is run: goals, objectives and indicators."""

from django.urls import path

from programmes.views import goals, indicators, objectives, strategy

urlpatterns = [
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
]
