"""Addresses of the Ideal Mentor Profile."""

from django.urls import path

from programmes.views import ideal_mentor, mentor_criteria, profile_versions

_PROFILE = "programmes/<slug:slug>/mentor-profile/"
_CRITERION = "programmes/<slug:slug>/criteria/<uuid:pk>/"

urlpatterns = [
    path(_PROFILE, ideal_mentor.mentor_profile, name="mentor-profile"),
    path(
        f"{_PROFILE}expectations/",
        ideal_mentor.expectations_step,
        name="mentor-profile-expectations",
    ),
    path(f"{_PROFILE}criteria/", ideal_mentor.criteria_step, name="mentor-profile-criteria"),
    path(f"{_PROFILE}evidence/", ideal_mentor.evidence_step, name="mentor-profile-evidence"),
    path(f"{_PROFILE}publish/", profile_versions.publish, name="mentor-profile-publish"),
    path(f"{_PROFILE}begin/", profile_versions.begin, name="mentor-profile-begin"),
    path(f"{_PROFILE}discard/", profile_versions.discard, name="mentor-profile-discard"),
    path(f"{_PROFILE}templates/", profile_versions.templates, name="mentor-profile-templates"),
    path(f"{_PROFILE}versions/", profile_versions.versions, name="mentor-profile-versions"),
    path(f"{_PROFILE}versions/<uuid:pk>/", profile_versions.version, name="mentor-profile-version"),
    path(
        f"{_PROFILE}<uuid:pk>/change/", ideal_mentor.expectation_change, name="expectation-change"
    ),
    path(f"{_PROFILE}<uuid:pk>/move/", ideal_mentor.expectation_move, name="expectation-move"),
    path(
        f"{_PROFILE}<uuid:pk>/remove/", ideal_mentor.expectation_remove, name="expectation-remove"
    ),
    path(
        f"{_PROFILE}<uuid:pk>/criteria/add/",
        mentor_criteria.criterion_add,
        name="expectation-criterion-add",
    ),
    path(f"{_CRITERION}change/", mentor_criteria.criterion_change, name="criterion-change"),
    path(f"{_CRITERION}move/", mentor_criteria.criterion_move, name="criterion-move"),
    path(f"{_CRITERION}remove/", mentor_criteria.criterion_remove, name="criterion-remove"),
]
