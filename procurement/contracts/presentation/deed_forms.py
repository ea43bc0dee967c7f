"""Which form belongs to which deed."""

from ..forms import deeds as forms
from .deeds import Deed

FORMS = {
    Deed.CONFIRM: forms.PlainForm,
    Deed.DECLINE: forms.ReasonForm,
    Deed.CONTRACT: forms.ContractForm,
    Deed.START: forms.StartForm,
    Deed.PAUSE: forms.PauseForm,
    Deed.RESUME: forms.PlainForm,
    Deed.EXTEND: forms.ExtensionForm,
    Deed.DECIDE: forms.DecisionForm,
    Deed.DELIVER: forms.DeliverForm,
    Deed.ACCEPT: forms.PlainForm,
    Deed.RETURN: forms.ReturnForm,
    Deed.SKIP: forms.ReasonForm,
}
