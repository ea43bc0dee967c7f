from .award import Award, Skip
from .line import Avoidance, NoticeLine, NoticeRequirement
from .notice import Notice
from .owner import Owner
from .project import FundSource, Project
from .response import Promise, Response

__all__ = [
    "Avoidance",
    "Award",
    "FundSource",
    "Notice",
    "NoticeLine",
    "NoticeRequirement",
    "Owner",
    "Project",
    "Promise",
    "Response",
    "Skip",
]
