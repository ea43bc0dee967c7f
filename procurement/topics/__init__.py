"""What people hear of notices: those who may answer, who answered, the owner, the reviewers."""

from .answers import AnswerKept, Results
from .applications import OwnerApplied, OwnerDecided
from .opportunities import Changed, Invited, Published
from .owners import OwnNotices
from .questions import Answered, Asked
from .reviews import ReviewOverdue, ReviewWanted

TOPICS = [
    Published,
    Invited,
    Changed,
    AnswerKept,
    Results,
    OwnNotices,
    Asked,
    Answered,
    OwnerApplied,
    OwnerDecided,
    ReviewWanted,
    ReviewOverdue,
]
