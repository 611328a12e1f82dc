"""Who works for a programme, and whom they look after."""

from django.urls import path

from programmes.views import team

urlpatterns = [
    path("programmes/<slug:slug>/team/", team.team, name="team"),
    path("programmes/<slug:slug>/team/add/", team.member_add, name="member-add"),
    path("programmes/<slug:slug>/team/<uuid:pk>/leave/", team.member_leave, name="member-leave"),
]
