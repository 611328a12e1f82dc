"""Rounds: rules, seats, and who shares a ceiling."""

from django.urls import path

from matching.views import rounds, rules, seats

CONSOLE = "programmes/<slug:slug>/matching/"
ONE = f"{CONSOLE}<uuid:pk>/"
IN_ROUND = f"{CONSOLE}<uuid:round_id>/"
RULE = f"{CONSOLE}rules/<uuid:pk>/"
GROUP = f"{CONSOLE}groups/<uuid:pk>/"

urlpatterns = [
    path(CONSOLE, rounds.round_list, name="round-list"),
    path(f"{CONSOLE}begin/", rounds.round_begin, name="round-begin"),
    path(f"{CONSOLE}begin/<slug:template>/", rounds.round_template, name="round-template"),
    path(f"{ONE}settings/", rounds.round_settings, name="round-settings"),
    path(f"{ONE}close/", rounds.round_close, name="round-close"),
    path(f"{ONE}reopen/", rounds.round_reopen, name="round-reopen"),
    path(f"{ONE}people/", seats.round_seats, name="round-seats"),
    path(f"{IN_ROUND}people/<uuid:mentor_id>/", seats.round_give_seats, name="round-give-seats"),
    path(f"{IN_ROUND}rules/", rules.rule_list, name="rule-list"),
    path(f"{IN_ROUND}rules/add/", rules.rule_add, name="rule-add"),
    path(RULE, rules.rule_change, name="rule-change"),
    path(f"{RULE}move/", rules.rule_move, name="rule-move"),
    path(f"{RULE}switch/", rules.rule_switch, name="rule-switch"),
    path(f"{RULE}remove/", rules.rule_remove, name="rule-remove"),
    path(f"{IN_ROUND}groups/add/", seats.group_add, name="group-add"),
    path(GROUP, seats.group_change, name="group-change"),
    path(f"{GROUP}remove/", seats.group_remove, name="group-remove"),
]
