"""Rows of the table that are alike for everybody: what a site tells to readers and machines."""

PUBLIC = ("ok", "never")

TABLE = {
    "discovery:robots": ([], *PUBLIC),
    "discovery:sitemap": ([], *PUBLIC),
    "discovery:sitemap_file": (["hall", "1"], *PUBLIC),
    "procurement:feed": ([], *PUBLIC),
    "procurement:feed_rss": ([], *PUBLIC),
    "procurement:calendar": ([], *PUBLIC),
    "marketplace:items_json": ([], *PUBLIC),
    "marketplace:items_csv": ([], *PUBLIC),
    "marketplace:projects": ([], *PUBLIC),
    "marketplace:project_chart": (["project_type.code"], *PUBLIC),
    "marketplace:project_lists_json": (["project_type.code"], *PUBLIC),
    "marketplace:project_lists_csv": (["project_type.code"], *PUBLIC),
    "marketplace:bundle": (["bundle.code"], *PUBLIC),
    "fees:project_costs": (["project_type.code"], *PUBLIC),
    "figures:figures": ([], *PUBLIC),
    "figures:data": ([], *PUBLIC),
    "figures:table": (["by-month"], *PUBLIC),
}
