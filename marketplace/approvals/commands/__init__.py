"""What happens to a request for a second signature, in the order of the story."""

from .ask_approval import ask_approval
from .sign_approval import sign_approval
from .refuse_approval import refuse_approval
from .withdraw_approval import withdraw_approval

__all__ = ["ask_approval", "sign_approval", "refuse_approval", "withdraw_approval"]
