"""Departments named by their field and not by their name (市医疗保障部门, 县教育行政主管部门, 公安机关)."""

from __future__ import annotations

import re

from .groups import is_group
from .names import local_body, party_organ, state_body
from .places import Place

_DEPARTMENT = re.compile(r"(?P<field>[^、，（）]{1,14}?)(?:行政)?(?:主管|管理|监管|执法)?(?:部门|机关)")
# What 部门 or 机关 follows and is no field of a department.
_NO_FIELD = re.compile(
    r"(?:有关|相关|各|主管|牵头|责任|成员|职能|业务|直属|内设|配合|负责|上级|下级|政府|党委|人大|国家|行业|领导|工作|地方|权力|综合|其他|本|该|我)+"
    r"|.{0,10}(?:金融监管|数据资源|大数据|数据|政务服务|政务|行政审批|监督|立法|登记|发证|审批|执法|处罚|许可)"
)
# One character or an older field stands for the department that has it (from the year on).
_OF_FIELD: dict[str, tuple[tuple[str, int], ...]] = {
    "水": (("水利", 0),),
    "交通": (("交通运输", 2009),),
    "环保": (("生态环境", 2019),),
    "环境保护": (("生态环境", 2019),),
    "农业": (("农业农村", 2019),),
    "国土": (("自然资源", 2019),),
    "国土资源": (("自然资源", 2019),),
    "文化": (("文化和旅游", 2019),),
    "旅游": (("文化和旅游", 2019),),
    "文化旅游": (("文化和旅游", 2019),),
    "卫生": (("卫生健康", 2019), ("卫生和计划生育", 2014)),
    "工商": (("市场监督管理", 2019),),
    "质监": (("市场监督管理", 2019),),
    "工商行政": (("市场监督管理", 2019),),
    "人力资源社会保障": (("人力资源和社会保障", 0),),
    "建设": (("住房和城乡建设", 2009),),
    "林业": (("林业和草原", 9999),),
    "编制": (("机构编制委员会", 0),),
    "机构编制": (("机构编制委员会", 0),),
    "宣传": (("宣传", 0),),
}
# Fields that the municipalities give to a commission: its name where all four have one, else empty.
_MUNICIPAL = {
    "教育": "教育委员会",
    **dict.fromkeys(
        ("科技", "科学技术", "交通运输", "商务", "农业农村", "住房城乡建设", "住房和城乡建设", "住建", "工业和信息化"),
        "",
    ),
}
_SUFFIXES = ("局", "委员会", "办公室")


def field_of(name: str) -> str:
    """Return the field in the name of a department without place (教育 in 教育行政部门), empty for other names."""
    match = _DEPARTMENT.fullmatch(name)
    if match is None or _NO_FIELD.fullmatch(match["field"]) or is_group(name):
        return ""
    field = match["field"]
    return field if name.endswith("部门") or field in {"公安", "税务", "审计", "司法行政", "司法", "海关"} else ""


def ministry_of(name: str, year: int | None) -> str:
    """Return the ministry that the State Council's department of a field is (国务院教育部门: 教育部), else the name."""
    field = field_of(name.removeprefix("国务院")) if name.startswith("国务院") else ""
    if not field:
        return name
    now = next((full for full, since in _OF_FIELD.get(field, ()) if year is None or year >= since), field)
    rows = (state_body(now + suffix, year) for suffix in ("部", "委员会", "总局", "局", "总署", "署"))
    return next((row.state for row in rows if row is not None), name)


def by_field(name: str, year: int | None, place: Place) -> str:
    """Return the usual name of the department of a field (医疗保障部门: 医疗保障局), else the name itself."""
    field = field_of(name)
    if not field:
        return name
    now = next((full for full, since in _OF_FIELD.get(field, ()) if year is None or year >= since), field)
    organ = f"{now}部" if now in {"宣传", "组织", "统战"} else f"{now}办公室"
    if party_organ(organ, year) is not None and local_body(f"{now}局", year) is None:
        return organ
    municipality = place.level == "province" and place.name.endswith("市")
    if municipality and now in _MUNICIPAL:
        return _MUNICIPAL[now] or name
    province = place.level == "province" and not municipality
    for suffix in ("厅", *_SUFFIXES) if province else _SUFFIXES:
        found = local_body(now + suffix, year)
        if found is None:
            continue
        if not found.suffix or found.row.usual_at("province" if province else "county", found.suffix):
            return now + suffix
    return name
