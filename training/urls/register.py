"""The registers, policies, claims and waivers."""

from django.urls import URLPattern, path

from programmes.enums import ParticipantRole
from training.urls.prefixes import CONSOLE
from training.views import claims, downloads, own_claims, policies, register, register_person

REGISTER = f"{CONSOLE}register/"
PERSON = f"{REGISTER}<uuid:pk>/"
CLAIMS = f"{CONSOLE}claims/"
POLICIES = f"{CONSOLE}rules/"
OWN_CLAIMS = "learn/prior-learning/"
MENTORS = {"role": ParticipantRole.MENTOR}
MENTEES = {"role": ParticipantRole.MENTEE}

urlpatterns: list[URLPattern] = [
    path(REGISTER, register.register, name="register"),
    path(f"{REGISTER}file/", downloads.register_file, name="register-file"),
    path(f"{REGISTER}invite/", register.invite, name="register-invite"),
    path(f"{REGISTER}mentees/", register.register, MENTEES, name="register-mentees"),
    path(
        f"{REGISTER}mentees/file/", downloads.register_file, MENTEES, name="register-mentees-file"
    ),
    path(f"{REGISTER}mentees/invite/", register.invite, MENTEES, name="register-mentees-invite"),
    path(PERSON, register_person.register_person, name="register-person"),
    path(f"{PERSON}credit/", register_person.register_credit, name="register-credit"),
    path(f"{PERSON}review/", register_person.register_review, name="register-review"),
    path(
        f"{PERSON}reverse/<uuid:entry_id>/",
        register_person.register_reverse,
        name="register-reverse",
    ),
    path(f"{PERSON}waiver/", register_person.waiver_give, name="waiver-give"),
    path(f"{PERSON}waiver/end/", register_person.waiver_revoke, name="waiver-revoke"),
    path(CLAIMS, claims.claim_queue, name="claim-queue"),
    path(f"{CLAIMS}<uuid:pk>/", claims.claim, name="claim"),
    path(f"{CLAIMS}<uuid:pk>/file/", claims.claim_file, name="claim-file"),
    path(f"{CLAIMS}<uuid:pk>/accept/", claims.claim_accept, name="claim-accept"),
    path(f"{CLAIMS}<uuid:pk>/refuse/", claims.claim_refuse, name="claim-refuse"),
    path(POLICIES, policies.policy_list, name="policy-list"),
    path(f"{POLICIES}mentors/", policies.policy_edit, MENTORS, name="policy-mentors"),
    path(f"{POLICIES}mentees/", policies.policy_edit, MENTEES, name="policy-mentees"),
    path(OWN_CLAIMS, own_claims.claim_list, name="claim-list"),
    path(f"{OWN_CLAIMS}add/", own_claims.claim_add, name="claim-add"),
    path(f"{OWN_CLAIMS}<uuid:pk>/withdraw/", own_claims.claim_withdraw, name="claim-withdraw"),
    path(f"{OWN_CLAIMS}<uuid:pk>/file/", own_claims.claim_own_file, name="claim-own-file"),
]
