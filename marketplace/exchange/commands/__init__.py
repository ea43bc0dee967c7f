"""What is done with a table that is brought in, in the order of the story."""

from .check_import import check_import
from .begin_import import begin_import
from .continue_import import continue_import
from .drop_import import drop_import

__all__ = ["check_import", "begin_import", "continue_import", "drop_import"]
