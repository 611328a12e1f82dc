"""What would change a draft, drafts side by side, who fits nobody, and who is missing."""

from django.urls import path

from matching.views import comparing, nobody, recruits, what_ifs

CONSOLE = "programmes/<slug:slug>/matching/"
DRAFT = f"{CONSOLE}drafts/<uuid:pk>/"
IN_ROUND = f"{CONSOLE}<uuid:round_id>/mentors-wanted/"
RECRUIT = f"{CONSOLE}mentors-wanted/<uuid:pk>/"

urlpatterns = [
    path(f"{DRAFT}try/", what_ifs.draft_try, name="draft-try"),
    path(f"{DRAFT}try/keep/", what_ifs.draft_try_keep, name="draft-try-keep"),
    path(f"{DRAFT}compare/", comparing.draft_compare, name="draft-compare"),
    path(f"{DRAFT}nobody/", nobody.draft_nobody, name="draft-nobody"),
    path(IN_ROUND, recruits.recruit_list, name="recruit-list"),
    path(f"{IN_ROUND}add/", recruits.recruit_add, name="recruit-add"),
    path(RECRUIT, recruits.recruit, name="recruit"),
    path(f"{RECRUIT}change/", recruits.recruit_change, name="recruit-change"),
    path(f"{RECRUIT}send/", recruits.recruit_send, name="recruit-send"),
]
