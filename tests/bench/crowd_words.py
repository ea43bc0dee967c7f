"""Names for a city of any size, and how its rows are stored."""

import datetime as dt

DAY = dt.timedelta(days=1)
AT_ONCE = 5_000

PLACES = ("云汀", "临港", "青川", "石桥", "东陵", "北塘", "西浦", "南屏", "高新", "河口")
TRADES = ("环境", "测绘", "造价", "工程咨询", "岩土", "安全评价", "水务", "消防", "节能", "档案")
WORKS = ("道路改造", "污水处理厂", "学校扩建", "产业园", "医院", "泵站", "公园", "水库加固")
PLACES_EN = ("Yunting", "Lingang", "Qingchuan", "Shiqiao", "Dongling", "Beitang", "Xipu",
             "Nanping", "Gaoxin", "Hekou")  # fmt: skip


def organisation_words(number: int) -> dict[str, str]:
    """Return both names of the organisation of this number."""
    place, trade = number % len(PLACES), TRADES[number // len(PLACES) % len(TRADES)]
    return {
        "name_zh": f"{PLACES[place]}{trade}技术有限公司{number}",
        "name_en": f"{PLACES_EN[place]} Consulting Company {number}",
    }


def notice_words(number: int) -> dict[str, str]:
    """Return both names of the project of this number."""
    place, work = number % len(PLACES), WORKS[number // len(PLACES) % len(WORKS)]
    return {
        "name_zh": f"{PLACES[place]}{work}工程{number}",
        "name_en": f"{PLACES_EN[place]} Works {number}",
    }


def store(model, rows) -> list:
    """Store rows past every check of the model, and return them."""
    return model.objects.bulk_create(list(rows), batch_size=AT_ONCE)
