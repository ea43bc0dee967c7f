"""One chart, three lists: what a project of one type needs, stage by stage, from the record."""

from .bundling import BundleNode, bundle_node, read_bundles
from .buying import Purchase, purchase_for
from .credentials import credentials_of
from .reading import ApprovalNode, ItemLine, ProjectChart, StageChart, read_chart, read_charts

__all__ = [
    "ApprovalNode",
    "BundleNode",
    "ItemLine",
    "ProjectChart",
    "Purchase",
    "StageChart",
    "bundle_node",
    "credentials_of",
    "purchase_for",
    "read_bundles",
    "read_chart",
    "read_charts",
]
