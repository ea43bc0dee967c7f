"""What is asked in the bench of the search: sixty texts of every width, with none to two facets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from search.backends.base import Query
from tests.bench.search_words import agency_words

BANDS = ("A", "B", "C")  # few hits, thousands, most of all rows
FEW, SOME, MOST = 25, 1 / 500, 1 / 2
FACETS = ("category", "credential")
# From the narrow to the wide: names, rare deeds, deeds, words that most texts have
WORDS = (
    "江心洲湿地公园", "tunnel boring", "悬索桥健康监测", "Café planner", "抽水蓄能电站",
    "Portuguese", "古城墙考古", "冻土路基", "跨海隧道", "华信诚 监理",
    "污水处理厂", "测绘", "GNSS控制网", "BIM建模", "IT系统监理", "环境影响评价报告",
    "drone mapping", "cost control", "fire safety", "ISO 9001", "LiDAR", "招标代理",
    "岩土工程", "水资源论证", "编制过节能报告评审", "云汀 检测", "Huaxin Survey", "traffic models",
    "档案数字化", "PPP项目", "学校扩建施工图审查", "ＧＩＳ数据库", "临港", "EPC总承包",
    "监理", "造价咨询", "咨询", "项目", "建设项目咨询服务", "环境影响评价", "水土保持方案",
    "检测设备", "工作日", "技术人员", "市政工程", "consultants", "评价", "房屋建筑", "成果", "专业",
)  # fmt: skip
NAMES = 10  # agencies asked for by their whole name


@dataclass(frozen=True)
class Asked:
    """One question of the bench."""

    query: Query
    facets: int


def texts(agencies: int) -> list[str]:
    """Return sixty texts: whole names of some agencies, then words from narrow to wide."""
    step = max(agencies // NAMES, 1)
    names = (agency_words(number)["name_zh"] for number in range(0, agencies, step))
    return [*islice(names, NAMES), *WORDS]


def questions(wanted: list[str], filters: dict[str, tuple[str, ...]]) -> list[Asked]:
    """Return every text with none, one and two of the filters, in agencies and in notices."""
    found = []
    for place, text in enumerate(wanted):
        kind = "notice" if place >= NAMES and place % 2 else "agency"
        asked = Query.of(text, kind=kind, kinds=(kind,), counted=FACETS)
        for many in range(len(filters) + 1):
            chosen = dict(list(filters.items())[:many])
            found.append(Asked(replace(asked, filters=chosen), many))
    return found


def band(hits: int, *, of: int) -> str:
    """Return how wide a text is among so many rows; empty between the bands."""
    if hits <= FEW:
        return "A"
    return "C" if hits >= of * MOST else "B" if of * SOME <= hits <= of * MOST / 2 else ""
