"""Who keeps the synonyms in Wagtail's admin."""

from wagtail.permissions import register_permission_policy

from marketplace.permissions import AUDITOR, EDITOR
from marketplace.policies import CATALOGUE_EDITORS, DutyPolicy


class SynonymPolicy(DutyPolicy):
    """Whoever may change a group may also take it away: nothing else depends on it."""

    def user_has_permission(self, user, action) -> bool:
        return super().user_has_permission(user, "change" if action == "delete" else action)


def register_policies() -> None:
    """Let editors and those who keep the catalogue keep the synonyms."""
    from .models import Synonym

    policy = SynonymPolicy(Synonym, editors=[EDITOR, *CATALOGUE_EDITORS], viewers=[AUDITOR])
    register_permission_policy(Synonym, policy)
