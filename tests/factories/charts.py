"""Project types with their charts, and bundles."""

import factory

from marketplace.models import (
    ApprovalItem,
    Bundle,
    ProjectStage,
    ProjectType,
    PublicService,
    ServiceItem,
)

from .marketplace import DepartmentFactory


class ProjectTypeFactory(factory.django.DjangoModelFactory):
    """A project type of private money. ``needs`` are items, each under an approval of its own."""

    class Meta:
        model = ProjectType
        skip_postgeneration_save = True

    code = factory.Sequence("type-{}".format)
    name_zh = factory.Sequence("项目类型{}".format)
    name_en = factory.Sequence("Project type {}".format)
    fund = ProjectType.Fund.PRIVATE

    @factory.post_generation
    def needs(self, create, items, **kwargs):
        for stage in {item.stage for item in items or ()} or {ServiceItem.Stage.APPROVAL}:
            ProjectStage.objects.create(project_type=self, stage=stage, target_days=10)
        for place, item in enumerate(items or ()):
            add_approval(self, [item], stage=item.stage, place=place)


class BundleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Bundle
        skip_postgeneration_save = True

    code = factory.Sequence("bundle-{}".format)
    name_zh = factory.Sequence("合一{}".format)
    name_en = factory.Sequence("Bundle {}".format)

    @factory.post_generation
    def items(self, create, items, **kwargs):
        self.items.set(items or ())


def add_approval(project_type, items, *, stage, place=0, days=5) -> ApprovalItem:
    """Add an approval that rests on these items."""
    approval = ApprovalItem(
        project_type=project_type,
        stage=stage,
        place=place,
        name_zh=f"审批{place}",
        name_en=f"Approval {place}",
        department=DepartmentFactory(),
        standard_days=days,
    )
    approval.items = items
    approval.save()
    return approval


def add_public_service(project_type, *, stage, name="Helper") -> PublicService:
    """Add a public service to a stage."""
    return PublicService.objects.create(
        project_type=project_type, stage=stage, name_zh=f"{name}帮办", name_en=name
    )
