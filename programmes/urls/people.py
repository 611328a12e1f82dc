"""Who takes part, and what is known of them."""

from django.urls import path

from programmes.views import bulk, merging, participants, people, profiles, saved_views

urlpatterns = [
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
    path("profile/", profiles.profile_list, name="profile-list"),
    path("profile/<uuid:pk>/", profiles.profile, name="profile"),
    path("profile/<uuid:pk>/picture/", profiles.profile_picture, name="profile-picture"),
    path(
        "profile/<uuid:pk>/picture/remove/",
        profiles.profile_picture_remove,
        name="profile-picture-remove",
    ),
    path("programmes/<slug:slug>/people/message/", bulk.people_message, name="people-message"),
    path("programmes/<slug:slug>/people/invite/", bulk.people_invite, name="people-invite"),
    path("programmes/<slug:slug>/people/move/", bulk.people_move, name="people-move"),
    path("programmes/<slug:slug>/people/assign/", bulk.people_assign, name="people-assign"),
    path("programmes/<slug:slug>/people/leave/", bulk.people_withdraw, name="people-withdraw"),
    path("programmes/<slug:slug>/people/views/add/", saved_views.view_add, name="view-add"),
    path(
        "programmes/<slug:slug>/people/views/<uuid:pk>/",
        saved_views.view_change,
        name="view-change",
    ),
    path(
        "programmes/<slug:slug>/people/views/<uuid:pk>/remove/",
        saved_views.view_remove,
        name="view-remove",
    ),
    path("programmes/<slug:slug>/people/duplicates/", merging.duplicates, name="duplicates"),
    path("programmes/<slug:slug>/people/merge/", merging.people_merge, name="people-merge"),
    path("programmes/<slug:slug>/people/merge/chosen/", merging.merge_chosen, name="merge-chosen"),
    path(
        "programmes/<slug:slug>/people/merge/<uuid:pk>/undo/",
        merging.merge_undo,
        name="merge-undo",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/profile/",
        profiles.participant_profile,
        name="participant-profile",
    ),
    path(
        "programmes/<slug:slug>/people/<uuid:pk>/picture/remove/",
        profiles.participant_picture_remove,
        name="participant-picture-remove",
    ),
]
