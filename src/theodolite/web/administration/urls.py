"""Addresses of administration."""

from django.urls import path

from theodolite.web.administration import groups, history, invitations, people

app_name = "administration"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<str:key>/", people.person, name="person"),
    path("people/<str:key>/sessions/", people.end_sessions, name="end_sessions"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/members/", groups.add_member, name="add_member"),
    path("groups/<int:pk>/members/<str:key>/", groups.drop_member, name="drop_member"),
    path("history/", history.history, name="history"),
    path("history/verify/", history.verify_history, name="verify_history"),
]
