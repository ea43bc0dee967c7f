"""Who builds in the city, and what: owners and their projects, as data."""

from __future__ import annotations

from typing import NamedTuple

from .accounts import PRIVATE_OWNER, PUBLIC_OWNER


class Body(NamedTuple):
    """An owner to be: its name among the catalogue's parts, its kind, its account."""

    key: str
    name_zh: str
    kind: str
    account: str = ""


class Plan(NamedTuple):
    """A project to be. ``template`` is a name among the catalogue's parts, ``funds`` in
    basis points by kind of source."""

    key: str
    owner: str
    template: str
    district: str
    number: int
    million_yuan: int
    funds: dict[str, int]


BODIES = (
    Body("education", "演示市教育局", "government", PUBLIC_OWNER),
    Body("machinery", "演示市穆楠精密机械有限公司", "company", PRIVATE_OWNER),
    Body("roads", "演示市公路与市政设施中心", "institution"),
    Body("housing", "砚湖区住房和城乡建设局", "government"),
    Body("estate", "演示市枕溪置业有限公司", "company"),
)
MORE_BODIES = (
    Body("works", "演示市建设工程代建中心", "institution"),
    Body("school7", "演示市第七中学", "institution"),
    Body("water", "演示市水务工程建设中心", "institution"),
    Body("blood", "演示市中心血站", "institution"),
    Body("hospital", "演示市第二人民医院（筹建处）", "institution"),
    Body("renewal", "云汀区城市更新服务中心", "institution"),
    Body("rural", "青渡县农村公路管理所", "institution"),
    Body("vocational", "鹿泾县职业教育中心", "institution"),
    Body("park", "演示高新区产业园运营有限公司", "company"),
    Body("investment", "演示市栖桐城市建设投资有限公司", "company"),
    Body("supply", "演示市清渠供水有限公司", "company"),
    Body("transport", "演示市澜泊公共交通有限公司", "company"),
    Body("food", "演示市禾榉食品有限公司", "company"),
    Body("materials", "演示市砾岸新材料有限公司", "company"),
    Body("farming", "槐浦县苇泽农业发展有限公司", "company"),
)
PUBLIC = {"fiscal": 10_000}
MIXED = {"fiscal": 6_000, "loan": 4_000}
PRIVATE = {"enterprise": 7_000, "loan": 3_000}
OWN = {"enterprise": 10_000}
PLANS = (
    Plan("school", "education", "{district}第{n}小学新建工程", "yunting", 3, 86, PUBLIC),
    Plan("kindergarten", "education", "{district}公办幼儿园（{n}号园）", "nanli", 6, 41, PUBLIC),
    Plan("parts", "machinery", "精密零部件生产基地（{n}期）", "hightech", 2, 320, PRIVATE),
    Plan("street", "roads", "{district}枕溪路道路及管网工程", "beizhu", 1, 148, MIXED),
    Plan("estates", "housing", "{district}老旧小区配套设施改造（{n}片区）", "yanhu", 4, 65, PUBLIC),
    Plan("garden", "estate", "枕溪雅园（{n}号地块）", "yanhu", 2, 560, PRIVATE),
)
ESTATES = "{district}老旧小区配套设施改造（{n}片区）"
MORE_PLANS = (  # with those above 4.9 billion yuan, as Zhongshan's first two months served
    Plan("primary", "education", "{district}第{n}小学新建工程", "huaipu", 2, 92, PUBLIC),
    Plan("archive", "works", "市级综合档案馆", "yunting", 1, 168, PUBLIC),
    Plan("fitness", "works", "{district}全民健身中心", "beizhu", 1, 124, PUBLIC),
    Plan("hall", "works", "{district}政务服务中心改扩建", "qingdu", 1, 58, PUBLIC),
    Plan("teaching", "school7", "{district}实验中学教学综合楼", "yunting", 1, 74, PUBLIC),
    Plan("sewage", "water", "污水处理厂提标改造（{n}期）", "beizhu", 2, 236, MIXED),
    Plan("sewers", "water", "{district}支路及雨污分流工程（{n}期）", "nanli", 3, 131, PUBLIC),
    Plan("clinic", "blood", "{district}社区卫生服务中心", "yanhu", 1, 36, PUBLIC),
    Plan("outpatients", "hospital", "市第二人民医院门诊医技楼", "yunting", 1, 312, MIXED),
    Plan("resettlement", "renewal", "{district}安置房（{n}期）", "yunting", 1, 298, MIXED),
    Plan(
        "old-estates",
        "renewal",
        "{district}老旧小区配套设施改造（{n}片区）",
        "yunting",
        1,
        82,
        PUBLIC,
    ),
    Plan("village-roads", "rural", "{district}农村公路提档升级", "qingdu", 1, 64, PUBLIC),
    Plan("bridge", "rural", "青渡河跨河桥及接线工程", "qingdu", 1, 187, MIXED),
    Plan("training", "vocational", "职业教育中心实训楼", "lujing", 1, 69, PUBLIC),
    Plan("smart-plant", "park", "{district}智能装备产业园{n}号地块厂房", "hightech", 5, 256, OWN),
    Plan("standard-plant", "park", "{district}标准厂房（{n}期）", "hightech", 3, 158, OWN),
    Plan("tunnel", "investment", "高新区综合管廊（{n}期）", "hightech", 1, 274, MIXED),
    Plan("rental", "investment", "{district}保障性租赁住房", "nanli", 1, 226, MIXED),
    Plan("talent", "investment", "{district}人才公寓", "hightech", 1, 143, MIXED),
    Plan("avenue", "roads", "槐浦大道改造（{n}标段）", "huaipu", 2, 117, PUBLIC),
    Plan("plant", "supply", "{district}支路及雨污分流工程（{n}期）", "lujing", 1, 48, OWN),
    Plan("terminal", "transport", "{district}公交首末站", "beizhu", 1, 27, OWN),
    Plan("cold-store", "food", "{district}食品加工车间及冷库", "huaipu", 1, 88, PRIVATE),
    Plan("pilot", "materials", "新材料中试车间", "hightech", 1, 61, PRIVATE),
    Plan("clean-room", "materials", "生物制剂净化车间改造", "hightech", 1, 34, PRIVATE),
    Plan("logistics", "farming", "{district}仓储物流中心", "huaipu", 1, 53, PRIVATE),
    Plan("houses", "estate", "南栎住宅小区及地下车库", "nanli", 1, 264, PRIVATE),
)
ALL_BODIES, ALL_PLANS = (*BODIES, *MORE_BODIES), (*PLANS, *MORE_PLANS)
