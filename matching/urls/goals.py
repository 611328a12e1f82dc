"""Goals in the portal."""

from django.urls import path

from matching.views import my_goal, my_goals, my_steps

MATCH = "matches/<uuid:pk>/goals/"
GOAL = "goals/<uuid:pk>/"
STEP = "goals/steps/<uuid:pk>/"

urlpatterns = [
    path(MATCH, my_goals.my_goals, name="my-goals"),
    path(f"{MATCH}add/", my_goals.add, name="my-goals-add"),
    path(GOAL, my_goal.my_goal, name="my-goal"),
    path(f"{GOAL}edit/", my_goals.edit, name="my-goal-edit"),
    path(f"{GOAL}move/", my_goal.move, name="my-goal-move"),
    path(f"{STEP}tick/", my_steps.tick, name="my-step-tick"),
    path(f"{STEP}edit/", my_steps.edit, name="my-step-edit"),
    path(f"{STEP}remove/", my_steps.remove, name="my-step-remove"),
]
