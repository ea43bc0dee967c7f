"""Texts for the bench of the search: names, introductions and scopes, in Chinese and English.

Every word follows from a row's place by a hash, so two runs write the same texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

CITIES = ("云汀", "临港", "青川", "石桥", "东陵", "北塘", "西浦", "南屏", "高新", "河口", "惠宁",
          "安澜", "平江", "长乐", "嘉和", "永定", "清远河", "白云岭", "凤凰城", "鹿鸣")  # fmt: skip
MARKS = ("华", "信", "诚", "远", "达", "宏", "瑞", "博", "鼎", "正", "明", "宇", "恒", "悦",
         "睿", "联", "中", "科", "建", "安", "润", "邦", "泽", "翔", "德", "立", "天", "益",
         "众", "衡")  # fmt: skip
TRADES = ("工程造价", "环境", "测绘地理", "工程监理", "岩土", "安全评价", "水务", "消防技术",
          "节能", "档案", "勘察设计", "招标代理", "检测", "交通规划", "地质",
          "文物考古")  # fmt: skip
TRADES_EN = ("Cost", "Environment", "Survey", "Supervision", "Geotechnics", "Safety", "Water",
             "Fire", "Energy", "Archive", "Design", "Tender", "Testing", "Transport", "Geology",
             "Heritage")  # fmt: skip
MARKS_EN = ("Huaxin", "Yuanda", "Hongrui", "Boding", "Zhengming", "Hengyu", "Lianke", "Runbang",
            "Dexiang", "Tianyi", "Northgate", "Bluewater", "Redstone", "Evergreen", "Summit",
            "Harbour")  # fmt: skip
# From what most texts say down to what hardly one says.
COMMON = ("我单位长期从事建设项目咨询服务，", "承担过房屋建筑和市政工程的监理与造价咨询，",
          "熟悉环境影响评价和水土保持方案的编制，", "配备专业技术人员和检测设备，",
          "按合同约定的工作日提交成果，")  # fmt: skip
OFTEN = 70  # of a hundred texts have each of them
VERBS = ("编制过", "负责过", "参与过", "承担过", "完成过", "审核过")  # fmt: skip
OBJECTS = ("污水处理厂可行性研究", "交通影响评价报告", "不动产测绘", "土地勘测定界",
           "学校扩建施工图审查", "泵站岩土工程勘察", "消防设施检测", "设备材料招标代理",
           "节能报告评审", "人防防护设备检测", "地质灾害危险性评估", "GIS数据库建设",
           "社会稳定风险分析", "竣工财务决算审核", "安全预评价", "使用林地可行性报告",
           "水资源论证", "洪水影响评价", "基坑第三方监测", "工程量清单编制", "最高投标限价",
           "房屋预售面积测绘", "规划验线测量", "雷电防护装置检测", "职业病危害评价",
           "土壤污染状况调查", "竣工联合测绘", "档案数字化", "建筑材料见证取样",
           "地震安全性评价", "压覆矿产评估", "涉路施工技术评价", "项目建议书", "IT系统监理",
           "BIM建模", "GNSS控制网", "ISO 9001内审", "LiDAR航测", "PPP项目咨询",
           "EPC总承包审计")  # fmt: skip
ENGLISH = ("GNSS survey", "BIM coordination", "IT systems", "cost control", "water resources",
           "fire safety", "drone mapping", "tender documents", "energy audits", "soil testing",
           "traffic models", "heritage surveys")  # fmt: skip
RARE = ("江心洲湿地公园服务", "跨海隧道专题", "古城墙考古", "抽水蓄能电站",
        "tunnel boring experts", "fluent in Portuguese", "冻土路基处理", "悬索桥健康监测",
        "地铁盾构监测", "Certified Café planner")  # fmt: skip
WORKS = ("道路改造", "污水处理厂", "学校扩建", "产业园", "医院", "泵站", "公园", "水库加固",
         "管网更新", "社区中心", "物流仓库", "体育馆", "桥梁检修", "河道整治")  # fmt: skip
WORKS_EN = ("road works", "sewage plant", "school extension", "industrial park", "hospital",
            "pumping station", "park", "reservoir repair", "pipe renewal", "community centre",
            "warehouse", "gymnasium", "bridge repair", "river works")  # fmt: skip


def agency_words(number: int) -> dict[str, str]:
    """Return both names and both introductions of the agency of this number."""
    trade = _place(number, "trade", len(TRADES))
    mark = "".join(_pick(number, f"mark {each}", MARKS) for each in range(3))
    city = _pick(number, "city", CITIES)
    return {
        "name_zh": f"{city}{mark}{TRADES[trade]}咨询有限公司",
        "name_en": f"{_pick(number, 'mark', MARKS_EN)} {TRADES_EN[trade]} Consulting {number}",
        "introduction_zh": _prose(number, deeds=14),
        "introduction_en": f"{TRADES_EN[trade]} consultants for {_pick(number, 'en', ENGLISH)}",
    }


def notice_words(number: int) -> dict[str, str]:
    """Return both names of the project of this number, and what is to be done."""
    work, city = _place(number, "work", len(WORKS)), _pick(number, "site", CITIES)
    return {
        "name_zh": f"{city}{WORKS[work]}{_pick(number, 'phase', ('一期', '二期', ''))}工程{number}",
        "name_en": f"{_pick(number, 'mark', MARKS_EN)} {WORKS_EN[work]} {number}",
        "scope": _prose(number + 500_000, deeds=6),
    }


def _prose(number: int, *, deeds: int) -> str:
    return "".join(_sentences(number, deeds)).rstrip("，")


def _sentences(number: int, deeds: int) -> Iterator[str]:
    for sentence in COMMON:
        if _place(number, sentence, 100) < OFTEN:
            yield sentence
    for each in range(deeds):
        yield f"{_pick(number, f'verb {each}', VERBS)}{_pick(number, f'deed {each}', OBJECTS)}，"
    if _place(number, "rare", 1000) == 0:
        yield _pick(number, "rarity", RARE)


def _pick(number: int, salt: str, words: Sequence[str]) -> str:
    return words[_place(number, salt, len(words))]


def _place(number: int, salt: str, count: int) -> int:
    digest = blake2b(f"{salt} {number}".encode(), digest_size=6).digest()
    return int.from_bytes(digest) % count
