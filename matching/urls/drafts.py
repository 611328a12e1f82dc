"""Drafts: the board, and what was done to it."""

from django.urls import URLPattern, path

from matching.views import board, drafts, history, pairs, placing, why

CONSOLE = "programmes/<slug:slug>/matching/"
ROUND = f"{CONSOLE}rounds/<uuid:round_id>/drafts/"
DRAFT = f"{CONSOLE}drafts/<uuid:pk>/"
PAIR = f"{CONSOLE}pairs/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(ROUND, drafts.draft_list, name="draft-list"),
    path(f"{ROUND}run/", drafts.draft_run, name="draft-run"),
    path(DRAFT, board.draft, name="draft"),
    path(f"{DRAFT}news/", board.draft_news, name="draft-news"),
    path(f"{DRAFT}waiting/", board.draft_waiting, name="draft-waiting"),
    path(f"{DRAFT}room/", board.draft_room, name="draft-room"),
    path(f"{DRAFT}apart/", history.draft_apart, name="draft-apart"),
    path(f"{DRAFT}allow/", history.draft_allow, name="draft-allow"),
    path(f"{DRAFT}history/", history.draft_history, name="draft-history"),
    path(f"{DRAFT}take-back/", history.draft_take_back, name="draft-take-back"),
    path(f"{DRAFT}again/", drafts.draft_again, name="draft-again"),
    path(f"{DRAFT}stop/", drafts.draft_stop, name="draft-stop"),
    path(f"{DRAFT}name/", drafts.draft_name, name="draft-name"),
    path(f"{DRAFT}put-aside/", drafts.draft_put_aside, name="draft-put-aside"),
    path(f"{DRAFT}take-up/", drafts.draft_take_up, name="draft-take-up"),
    path(f"{DRAFT}mentees/<uuid:mentee_id>/place/", placing.draft_place, name="draft-place"),
    path(f"{DRAFT}mentees/<uuid:mentee_id>/why/", why.draft_why, name="draft-why"),
    path(f"{PAIR}why/", why.pair_why, name="pair-why"),
    path(f"{PAIR}pin/", pairs.pair_pin, name="pair-pin"),
    path(f"{PAIR}unpin/", pairs.pair_unpin, name="pair-unpin"),
    path(f"{PAIR}apart/", pairs.pair_apart, name="pair-apart"),
    path(f"{PAIR}take-out/", pairs.pair_take_out, name="pair-take-out"),
    path(f"{PAIR}move/", placing.pair_move, name="pair-move"),
    path(f"{PAIR}swap/", placing.pair_swap, name="pair-swap"),
]
