"""Everything that can happen to a notice, in the order in which it happens.

One file is one command; one command is one transaction and writes one kind of event.
"""

from .register_owner import register_owner
from .apply_as_owner import apply_again, apply_as_owner
from .decide_on_owner import return_owner, verify_owner
from .register_project import register_project
from .draft_notice import draft_notice
from .choose_services import choose_services
from .set_terms import set_terms
from .choose_mode import choose_mode
from .attaching import attach_paper, copy_papers, detach_paper
from .submit_notice import submit_notice
from .return_notice import return_notice
from .settle_review import settle_review
from .publish_notice import publish_notice
from .extend_notice import extend_notice
from .cancel_notice import cancel_notice
from .asking import answer_question, ask_question
from .place_response import place_response
from .withdraw_response import withdraw_response
from .refuse_response import refuse_response
from .close_notice import close_notice
from .begin_selection import begin_selection
from .award_notice import award_notice
from .fail_notice import fail_notice
from .void_notice import void_notice

__all__ = [
    "register_owner",
    "apply_as_owner",
    "apply_again",
    "verify_owner",
    "return_owner",
    "register_project",
    "draft_notice",
    "choose_services",
    "set_terms",
    "choose_mode",
    "attach_paper",
    "copy_papers",
    "detach_paper",
    "submit_notice",
    "return_notice",
    "settle_review",
    "publish_notice",
    "extend_notice",
    "cancel_notice",
    "ask_question",
    "answer_question",
    "place_response",
    "withdraw_response",
    "refuse_response",
    "close_notice",
    "begin_selection",
    "award_notice",
    "fail_notice",
    "void_notice",
]
