"""Everything that can happen to a service, in the order in which it happens."""

from .confirm_award import confirm_award
from .decline_award import decline_award
from .ask_skip import ask_skip
from .skip_candidate import skip_candidate
from .skip_silent import skip_silent
from .file_contract import file_contract
from .start_service import start_service
from .pause_service import pause_service
from .resume_service import resume_service
from .ask_extension import ask_extension
from .decide_extension import decide_extension
from .submit_deliverable import submit_deliverable
from .return_deliverable import return_deliverable
from .accept_deliverable import accept_deliverable
from .deem_accepted import deem_accepted
from .announce_lamp import announce_lamp
from .remind import remind
from .open_calendar import open_calendar
from .close_calendar import close_calendar

__all__ = [
    "confirm_award",
    "decline_award",
    "ask_skip",
    "skip_candidate",
    "skip_silent",
    "file_contract",
    "start_service",
    "pause_service",
    "resume_service",
    "ask_extension",
    "decide_extension",
    "submit_deliverable",
    "return_deliverable",
    "accept_deliverable",
    "deem_accepted",
    "announce_lamp",
    "remind",
    "open_calendar",
    "close_calendar",
]
