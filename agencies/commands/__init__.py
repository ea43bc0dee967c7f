"""What can be done to an agency, in the order of its story."""

from .apply_to_join import apply_to_join
from .enter_agency import enter_agency
from .revise_agency import revise_agency
from .add_credential import add_credential
from .withdraw_credential import withdraw_credential
from .add_practitioner import add_practitioner
from .remove_practitioner import remove_practitioner
from .list_service import list_service
from .change_service import change_service
from .stop_service import stop_service
from .submit_application import submit_application
from .claim_application import claim_application
from .release_application import release_application
from .return_application import return_application
from .approve_application import approve_application
from .settle_vetting import settle_vetting
from .list_after_publicity import list_after_publicity
from .record_lapse import record_lapse
from .revoke_credential import revoke_credential
from .suspend_agency import suspend_agency
from .reinstate_agency import reinstate_agency
from .remove_agency import remove_agency
from .withdraw_agency import withdraw_agency
from .reopen_application import reopen_application

__all__ = [
    "apply_to_join",
    "enter_agency",
    "revise_agency",
    "add_credential",
    "withdraw_credential",
    "add_practitioner",
    "remove_practitioner",
    "list_service",
    "change_service",
    "stop_service",
    "submit_application",
    "claim_application",
    "release_application",
    "return_application",
    "approve_application",
    "settle_vetting",
    "list_after_publicity",
    "record_lapse",
    "revoke_credential",
    "suspend_agency",
    "reinstate_agency",
    "remove_agency",
    "withdraw_agency",
    "reopen_application",
]
