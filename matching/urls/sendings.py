"""From a draft to proposals."""

from django.urls import URLPattern, path

from matching.views import answers, sending_moves, sendings

CONSOLE = "programmes/<slug:slug>/matching/"
ROUND = f"{CONSOLE}rounds/<uuid:round_id>/"
ONE = f"{CONSOLE}sendings/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{ROUND}sendings/", sendings.sending_list, name="sending-list"),
    path(f"{CONSOLE}drafts/<uuid:draft_id>/send/", sendings.sending_stage, name="sending-stage"),
    path(ONE, sendings.sending, name="sending"),
    path(f"{ONE}mails/", sendings.sending_mails, name="sending-mails"),
    path(f"{ONE}words/", sendings.sending_words, name="sending-words"),
    path(f"{ONE}leave-out/", sending_moves.sending_leave_out, name="sending-leave-out"),
    path(f"{ONE}bring-back/", sending_moves.sending_bring_back, name="sending-bring-back"),
    path(f"{ONE}draft/", sending_moves.sending_follow, name="sending-follow"),
    path(f"{ONE}send/", sending_moves.sending_send, name="sending-send"),
    path(f"{ONE}time/", sending_moves.sending_time, name="sending-time"),
    path(f"{ONE}no-time/", sending_moves.sending_unschedule, name="sending-unschedule"),
    path(f"{ONE}call-off/", sending_moves.sending_call_off, name="sending-call-off"),
    path(f"{ROUND}answers/", answers.sending_answers, name="sending-answers"),
    path(f"{ROUND}answers/rest/", answers.sending_rest, name="sending-rest"),
    path(f"{ROUND}answers/letters/", answers.sending_unmatched, name="sending-unmatched"),
    path(
        f"{ROUND}answers/<uuid:mentee_id>/next/",
        answers.sending_next,
        name="sending-next",
    ),
    path(
        f"{ROUND}answers/<uuid:mentee_id>/time/",
        answers.sending_extend,
        name="sending-extend",
    ),
]
