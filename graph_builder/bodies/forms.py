"""What kind of body a name is by its form alone."""

from __future__ import annotations

import re

from .names import Kind
from .places import Level

_ENDINGS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("government", ("人民政府", "政府", "行署", "行政公署", "街道办事处")),
    ("enterprise", ("公司", "集团", "银行", "分行", "支行", "联社", "交易所", "厂")),
    (
        "office",
        ("办公室", "办公厅", "办", "指挥部", "领导小组", "联席会议", "管委会", "管理委员会", "专班", "秘书处", "组委"),
    ),
    ("department", ("厅", "局", "委", "部", "委员会", "署", "总队", "支队", "大队", "督导室")),
)
# What is undetermined: 有关 or 相关 before a kind of body.
_UNDETERMINED = re.compile(r"(?:有关|相关).{0,8}(?:部门|单位|方面|机构|企业|地区|各方|委办局|厅局|团体)$")
_TIERS = r"(?:自治区|直辖市|自治州|自治县|自治旗|地区|省|市|州|盟|县|旗|区|乡|镇|街道|特区)"
_TIER_LIST = re.compile(rf"(?:{_TIERS}[、，（）]*){{2,}}(?:级|直)?(?:人民)?(?:政府|党委|管委会|部门)?[（）管委会]*")
_GOVERNMENTS = re.compile(rf"各?(?P<tiers>(?:{_TIERS}[、，（）和]*)+)(?:人民)?(?:政府)?")
_GROUP = re.compile(
    r"各|成员单位|(?:有关|相关).{0,10}(?:政府|乡镇[）]?)$|地方(?:各级)?(?:人民)?政府|县级以上|(?:试点|示范|相关|沿线|所在)(?:省份?|城市|地区|市|县)(?:人民)?(?:政府)?$|\d+[个省市县区州]"
)
_MEMBERS: tuple[tuple[str, Level], ...] = (
    ("省级", "province"),
    ("省、自治区、直辖市", "province"),
    ("地（市）", "prefecture"),
    ("设区", "prefecture"),
    ("地级以上市", "prefecture"),
    ("省辖市", "prefecture"),
    ("市州", "prefecture"),
    ("试点城市", "prefecture"),
)


_ZONE = re.compile(r"(?:(?:开发|高新|经开|投资|示范|保税|度假|名胜|新|实验|合作)区|(?:工业|产业)园区?)$")
_ZONE_WORDS = re.compile(
    r"管委会|管理委员会|高新技术|经济技术|经济|产业|工业|综合|保税|开发|旅游|高新|经开|投资|示范|功能|特色|台商|各|[园新港片]?区|园"
)


def is_zone(name: str) -> bool:
    """Whether the name is that of a development zone or park without an organ."""
    return _ZONE.search(name) is not None


def has_own_name(name: str) -> bool:
    """Whether the name can stand without its place: a park with a proper name, a company, a school."""
    if name.endswith(("管委会", "管理委员会")):
        return len(_ZONE_WORDS.sub("", name)) >= 2
    return len(name) >= 6 and (kind_by_form(name) == "enterprise" or name.endswith(("大学", "学院", "报社", "电视台")))


def kind_by_form(name: str) -> Kind:
    """Return the kind that the ending of the name shows."""
    return next((kind for kind, endings in _ENDINGS if name.endswith(endings)), "other")


def starts_tier_list(rest: str) -> bool:
    """Whether what follows a prefix shows that it is the first of a list of tiers (市、县（区）…)."""
    return re.match(rf"[、，（]|{_TIERS}", rest) is not None


def tidy_group(name: str) -> str:
    """Give a group of governments one name: 县市区政府, 各县（市、区）人民政府 are 各县、市、区人民政府.

    Tiers without 政府 stand for their governments, as single places do.
    """
    match = _GOVERNMENTS.fullmatch(name)
    if match is None:
        return re.sub(r"^((?:试点|示范)城市)(?:(?:人民)?政府)?$", r"\1人民政府", name)
    tiers = re.findall(_TIERS, match["tiers"])
    if tiers == ["地区"] or (len(tiers) == 1 and not name.startswith("各")):
        return name
    if tiers == ["省", "区", "市"]:
        tiers = ["省", "自治区", "直辖市"]
    return f"各{'、'.join(tiers)}人民政府"


def is_generic(name: str) -> bool:
    """Whether the name says by its words that nobody in particular is meant (各有关部门)."""
    return len(name) < 40 and _UNDETERMINED.search(name) is not None


def is_group(name: str) -> bool:
    """Whether the name means several bodies at once (各县区政府, 市政府各部门, 市、县（区）人民政府)."""
    return _GROUP.search(name) is not None or _TIER_LIST.fullmatch(name) is not None


def member_level(name: str, scope: Level | None) -> Level | None:
    """Return the level of a group's members where its name tells one level only; `scope` is the document's own."""
    for mark, level in _MEMBERS:
        if mark in name:
            return level
    match = re.search(r"各([市州盟县区旗乡镇、，（）和]+|街道)", name)
    letters = set(match[1]) - set("、，（）和") if match else set()
    if letters and (letters <= set("县区旗") or (scope == "prefecture" and letters <= set("县区旗市"))):
        return "county"
    if letters and letters <= set("市州盟"):
        return "prefecture"
    return "township" if letters and letters <= set("乡镇街道") else None
