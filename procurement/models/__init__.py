from .attachment import Attachment
from .award import Award, Skip
from .extension import DeadlineExtension
from .line import Avoidance, NoticeLine, NoticeRequirement
from .notice import Notice
from .owner import Owner
from .project import FundSource, Project
from .question import Question, Reply
from .response import Promise, Response

__all__ = [
    "Attachment",
    "Avoidance",
    "Award",
    "DeadlineExtension",
    "FundSource",
    "Notice",
    "NoticeLine",
    "NoticeRequirement",
    "Owner",
    "Project",
    "Promise",
    "Question",
    "Reply",
    "Response",
    "Skip",
]
