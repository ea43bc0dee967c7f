"""The owner's desk and the wizard."""

from django.urls import path

from .views import (
    cancelling,
    colleagues,
    extending,
    joining,
    owner_desk,
    papers,
    projects,
    questions,
    services,
    wizard,
)

urlpatterns = [
    path("", owner_desk.owner_desk, name="owner_desk"),
    path("apply/", joining.apply, name="owner_apply"),
    path("members/", colleagues.members, name="owner_members"),
    path("members/<int:pk>/", colleagues.member, name="owner_member"),
    path("invitations/<uuid:public_id>/", colleagues.revoke, name="owner_invitation"),
    path("notices/", owner_desk.owner_notices, name="owner_notices"),
    path("notices/new/", services.begin, name="wizard_begin"),
    path("notices/<str:public_id>/services/", wizard.services, name="wizard_services"),
    path("notices/<str:public_id>/terms/", wizard.terms, name="wizard_terms"),
    path("notices/<str:public_id>/mode/", wizard.mode, name="wizard_mode"),
    path("notices/<str:public_id>/review/", wizard.review, name="wizard_review"),
    path("notices/<str:public_id>/agencies/", wizard.agencies, name="wizard_agencies"),
    path("notices/<str:public_id>/cancel/", cancelling.cancel, name="cancel_notice"),
    path("notices/<str:public_id>/papers/", papers.papers, name="notice_papers"),
    path("notices/<str:public_id>/papers/remove/", papers.remove, name="notice_paper_remove"),
    path("notices/<str:public_id>/extend/", extending.extend, name="extend_notice"),
    path("notices/<str:public_id>/questions/<int:number>/", questions.reply, name="reply"),
    path("projects/", projects.projects, name="projects"),
    path("projects/new/", projects.new_project, name="new_project"),
]
