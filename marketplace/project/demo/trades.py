"""Which firms the invented city has: their trade, what they offer, and what befalls them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .accounts import AGENCY, INVITED_AGENCY, SECOND_AGENCY


class Fate(StrEnum):
    """What is special about a firm; most are simply listed."""

    LISTED = "listed"
    PIONEER = "pioneer"  # joined when credentials were asked for that are abolished today
    EXPIRED = "expired"  # a certificate ran out
    EXPIRING = "expiring"  # a certificate runs out within weeks
    REVOKED = "revoked"  # the issuer took a certificate back
    SUSPENDED = "suspended"
    EXCLUDED = "excluded"  # suspended between its answer and the close
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    IN_VETTING = "in_vetting"
    RETURNED = "returned"
    PUBLICITY = "publicity"  # checked, and shown to everybody for some days
    DRAFT = "draft"  # begun, and not handed in


class Trade(NamedTuple):
    """What firms of one kind offer, by item code, and the professions of their people.

    ``field`` is a field or a special form of the catalogue's name parts; ``extra`` are
    credentials that nobody demands.
    """

    field: str
    items: str
    professions: tuple[str, ...]
    extra: str = ""


CONSULTANT = "咨询工程师（投资）"
COST_ENGINEER = "一级造价工程师"
SURVEYOR = "注册测绘师"
SUPERVISOR = "注册监理工程师"
SAFETY_ENGINEER = "注册安全工程师"
GEOTECHNICIAN = "注册土木工程师（岩土）"
EIA_ENGINEER = "环境影响评价工程师"
WATER_ENGINEER = "注册土木工程师（水利水电工程）"
ARCHITECT = "一级注册建筑师"
STRUCTURAL_ENGINEER = "一级注册结构工程师"
FIRE_ENGINEER = "一级注册消防工程师"
ACCOUNTANT = "注册会计师"

TRADES = {
    trade.field: trade
    for trade in (
        Trade("工程咨询", "CON-01 CON-02 CON-03 SSR-01 ENE-01", (CONSULTANT,), "CONSULT-CREDIT"),
        Trade("项目管理", "CON-01 CON-02 TEN-01 CST-01 SPV-01 SPV-02", (CONSULTANT, COST_ENGINEER)),
        Trade("投资咨询", "CON-01 CON-02 CON-04 SSR-01", (CONSULTANT,), "CONSULT-CREDIT"),
        Trade("节能技术", "ENE-01 ENE-02", (CONSULTANT,)),
        Trade("低碳科技", "ENE-01 EIA-02 EIA-04", (EIA_ENGINEER,)),
        Trade("社会风险评估", "SSR-01", (CONSULTANT,)),
        Trade("环境科技", "EIA-01 EIA-02 EIA-03 EIA-05", (EIA_ENGINEER,)),
        Trade("环保咨询", "EIA-01 EIA-02 WAT-01 WAT-03", (EIA_ENGINEER,)),
        Trade("检测技术", "EIA-04 EIA-05 CAD-01 TST-01", (GEOTECHNICIAN,)),
        Trade("水利设计", "WAT-01 WAT-02 WAT-03 WAT-04 WAT-05", (WATER_ENGINEER,), "SWC-STAR"),
        Trade("水土保持咨询", "WAT-01 WAT-02 WAT-03 WAT-04 WAT-05", (WATER_ENGINEER,), "SWC-STAR"),
        Trade("土地规划", "LND-01 LND-02 SUR-01", (SURVEYOR,)),
        Trade("林业调查规划", "LND-02", (SURVEYOR,)),
        Trade("矿产勘查", "LND-01 GEO-01 SEI-01", (GEOTECHNICIAN,)),
        Trade("安全技术", "SAF-01 SAF-02 OCC-01 OCC-02", (SAFETY_ENGINEER,)),
        Trade("职业健康技术", "OCC-01 OCC-02", (SAFETY_ENGINEER,)),
        Trade("地质工程", "GEO-01 SEI-01 DES-01 TST-03", (GEOTECHNICIAN,)),
        Trade("防雷技术", "LTN-01", (SAFETY_ENGINEER,)),
        Trade("交通规划设计", "TRA-01 TRA-02", (CONSULTANT,)),
        Trade("测绘", "SUR-01 SUR-02 SUR-03 SUR-04 SUR-05 SUR-06", (SURVEYOR,)),
        Trade("地理信息", "SUR-01 SUR-02 SUR-03 SUR-05 SUR-06", (SURVEYOR,)),
        Trade("勘测设计", "DES-01 DES-02 SUR-02 SUR-06 TST-03", (GEOTECHNICIAN, SURVEYOR)),
        Trade("建筑设计", "DES-02", (ARCHITECT, STRUCTURAL_ENGINEER)),
        Trade("工程设计", "DES-02 TRA-01 TRA-02", (STRUCTURAL_ENGINEER,)),
        Trade("岩土工程", "DES-01 TST-02 TST-03", (GEOTECHNICIAN,)),
        Trade("施工图审查", "DRW-01 DRW-02", (ARCHITECT, STRUCTURAL_ENGINEER)),
        Trade("招标代理", "TEN-01 TEN-02 TEN-03", (COST_ENGINEER,)),
        Trade("工程造价咨询", "CST-01 CST-02 CST-03", (COST_ENGINEER,)),
        Trade("工程监理", "SPV-01 SPV-02", (SUPERVISOR,)),
        Trade("建设工程检测", "TST-01 TST-02 CAD-01 FIR-01", (STRUCTURAL_ENGINEER,)),
        Trade("消防技术", "FIR-01 FIR-02", (FIRE_ENGINEER,)),
        Trade("档案管理服务", "ACC-02", ()),
        Trade("考古研究院", "HER-01", ()),
        Trade("会计师事务所（普通合伙）", "ACC-01 CST-03", (ACCOUNTANT,)),
        Trade("会计师事务所有限公司", "ACC-01 CST-03", (ACCOUNTANT,)),
        Trade("工程质量检测中心", "TST-01 TST-02 EIA-04 CAD-01 FIR-01", (STRUCTURAL_ENGINEER,)),
        Trade("测绘院", "SUR-01 SUR-02 SUR-03 SUR-05 SUR-06", (SURVEYOR,)),
    )
}


class Place(NamedTuple):
    """A firm's place in the register: its trade, its fate, and the account that it has."""

    trade: str
    fate: Fate = Fate.LISTED
    account: str = ""


REGISTER = (
    Place("招标代理", Fate.PIONEER),
    Place("环保咨询", Fate.PIONEER),
    Place("工程造价咨询", Fate.PIONEER),
    Place("项目管理", account=AGENCY),
    Place("项目管理", account=SECOND_AGENCY),
    Place("环保咨询", account=INVITED_AGENCY),
    Place("工程咨询"),
    Place("投资咨询"),
    Place("投资咨询"),
    Place("节能技术"),
    Place("低碳科技"),
    Place("社会风险评估"),
    Place("环境科技"),
    Place("环境科技"),
    Place("检测技术"),
    Place("水利设计"),
    Place("水利设计"),
    Place("水土保持咨询"),
    Place("土地规划"),
    Place("土地规划"),
    Place("林业调查规划"),
    Place("矿产勘查"),
    Place("矿产勘查"),
    Place("安全技术"),
    Place("安全技术"),
    Place("安全技术"),
    Place("职业健康技术", Fate.EXPIRED),
    Place("地质工程"),
    Place("防雷技术", Fate.EXPIRING),
    Place("交通规划设计"),
    Place("交通规划设计"),
    Place("交通规划设计"),
    Place("工程设计"),
    Place("测绘"),
    Place("测绘"),
    Place("地理信息", Fate.EXPIRING),
    Place("勘测设计"),
    Place("建筑设计"),
    Place("岩土工程"),
    Place("施工图审查"),
    Place("施工图审查"),
    Place("施工图审查"),
    Place("工程造价咨询"),
    Place("工程造价咨询"),
    Place("工程造价咨询", Fate.EXCLUDED),
    Place("工程监理"),
    Place("工程监理"),
    Place("工程监理"),
    Place("建设工程检测"),
    Place("消防技术"),
    Place("会计师事务所（普通合伙）"),
    Place("会计师事务所有限公司"),
    Place("会计师事务所有限公司"),
    Place("工程质量检测中心"),
    Place("测绘院", Fate.REVOKED),
    Place("建筑设计", Fate.SUSPENDED),
    Place("考古研究院", Fate.IN_VETTING),
    Place("工程咨询", Fate.RETURNED),
    Place("档案管理服务", Fate.IN_VETTING),
    Place("检测技术", Fate.REMOVED),
)
