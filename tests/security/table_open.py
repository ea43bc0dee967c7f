"""Rows of the table that are alike for everybody: what a site tells to readers and machines."""

PUBLIC = ("ok", "never")

TABLE = {
    "figures:figures": ([], *PUBLIC),
    "figures:data": ([], *PUBLIC),
    "figures:table": (["by-month"], *PUBLIC),
}
