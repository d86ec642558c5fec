"""Names that mean several bodies at once (各县区政府) or nobody in particular (有关部门)."""

from __future__ import annotations

import re

from .places import Level

# What is undetermined: 有关 or 相关 before a kind of body, or a place that only the case at hand tells.
_UNDETERMINED = re.compile(
    r"(?:有关|相关).{0,8}(?:部门|单位|方面|机构|企业|地区|各方|委办局|厅局|团体)$"
    r"|^各级?(?:部门|单位|地区|部门[、和及]?(?:各)?单位|.{0,6}(?:牵头|责任|主管|职能)(?:部门|单位|处室))$"
    # What only says which part it takes: 市级行业主管部门, 建设单位.
    r"|^(?:[省市县区州]级?|本级)?(?:行业|业务|项目){0,2}(?:主管|牵头|责任|职能|监管|执法|配合|审批|监督|实施|承办|经办|建设|用人|业主|施工)"
    r"(?:部门|单位|机构)$"
    r"|(?:^|[省市县区州盟旗])(?:属地|当地|(?:事发|(?:项目|企业)?所在|注册|发生|项目|户籍|经营|居住)地).{0,8}(?:政府|部门|单位|乡镇|镇街|街道|区县|县区|机构)$"
)
_TIERS = r"(?:自治区|直辖市|自治州|自治县|自治旗|地区|省|市|州|盟|县|旗|区|乡|镇|街道|特区)"
_TIER_LIST = re.compile(rf"(?:{_TIERS}[、，（）]*){{2,}}(?:级|直)?(?:人民)?(?:政府|党委|管委会|部门)?[（）管委会]*")
_GOVERNMENTS = re.compile(
    rf"各?(?P<tiers>(?:{_TIERS}[、，（）和及]*(?:、各)?)+)(?:人民)?(?:政府)?(?P<tail>（?(?:及各|和各|、)?(?:管委会|管理委员会)）?)?"
)
_GROUP = re.compile(
    r"各|成员单位|(?:有关|相关).{0,10}(?:政府|乡镇[）]?)$|地方(?:各级)?(?:人民)?政府|县级以上"
    r"|(?:试点|示范|相关|沿线|所在)(?:省份?|城市|地区|市|县)(?:（.{1,6}）)?(?:人民)?(?:政府)?$|\d+[个省市县区州]"
    r"|(?:中央|国有|民营|[省市县区]属|[省市县区]直|驻.{1,4})(?:国有)?(?:企业|高校|院校|医院|单位)$|[两三四五六七八九十]省[区市]*$"
    r"|^(?:计划单列市|副省级城?市|省会城市|直辖市)(?:人民)?(?:政府)?$|^(?:高等学校|高校|中小学校?|学校|医疗机构|金融机构|企业)$"
)
_OF_TIER = re.compile(r"[省市县区州](?:级|直)(?:各)?(?:部门|机关|单位)|各级党委、?(?:人民)?政府")
_TIERS_OF = re.compile(rf"{_TIERS}(?:[、（]{_TIERS})+）?.{{0,20}}|(?:乡镇级|设区的?市).{{0,20}}")
# A zone without a name of its own stands for each of its kind.
_ZONES = re.compile(r"[省市县区州]?(?:(?:开放|产业|工业)?园区|功能区|先导区)(?:管委会|管理委员会|管理机构)?")
# Towns and subdistricts in one word: the former have a government, the latter an office.
_STREETS = re.compile(
    r"各?(?:街道|[乡镇]{1,2}、?街道?|[乡镇]{1,2}（街道?）|街道?[（、]?[乡镇]{1,2}）?|[乡镇]{1,2}、?街道?)"
    r"(?:(?:人民)?政府)?(?:[、（]?(?:街道)?(?:办事处|办)）?)?"
)
_VILLAGES = re.compile(r"村(?:[（、]?(?:居|社区)）?)?(?:民)?(?:委员?会)?|居(?:民)?委员?会|社区(?:居委会)?")
_LISTED = re.compile(r"[^、（）]{2,8}(?:、[^、（）]{2,8}){1,6}(?:人民)?政府")
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


def starts_tier_list(rest: str) -> bool:
    """Whether what follows a prefix shows that it is the first of a list of tiers (市、县（区）…)."""
    return re.match(rf"[、，（]|{_TIERS}", rest) is not None


def tidy_group(name: str) -> str:
    """Give a group of governments one name: 县市区政府, 各县（市、区）人民政府 are 各县、市、区人民政府.

    Tiers without 政府 stand for their governments, as single places do.
    """
    if _STREETS.fullmatch(name):
        towns = "、".join(word for word in "乡镇" if word in name)
        offices = "街道办事处" if "街" in name else ""
        return f"各{'、'.join(part for part in (towns and f'{towns}人民政府', offices) if part)}"
    match = _GOVERNMENTS.fullmatch(name)
    if match is None:
        if (
            _ZONES.fullmatch(name)
            or _VILLAGES.fullmatch(name)
            or (_TIERS_OF.fullmatch(name) and not name.endswith(("部门", "机关")))
        ):
            return f"各{name}"
        return re.sub(r"^((?:试点|示范)城市)(?:(?:人民)?政府)?$", r"\1人民政府", name)
    tiers = re.findall(_TIERS, match["tiers"])
    if tiers == ["地区"] or (len(tiers) == 1 and not name.startswith("各")):
        return name
    if tiers == ["省", "区", "市"]:
        tiers = ["省", "自治区", "直辖市"]
    tail = "（管委会）" if match["tail"] else ""
    return f"各{'、'.join(tiers)}人民政府{tail}"


def is_generic(name: str) -> bool:
    """Whether the name says by its words that nobody in particular is meant (各有关部门)."""
    return len(name) < 40 and _UNDETERMINED.search(name) is not None


def is_group(name: str) -> bool:
    """Whether the name means several bodies at once (各县区政府, 市政府各部门, 市、县（区）人民政府)."""
    if _TIER_LIST.fullmatch(name) or _TIERS_OF.fullmatch(name) or _ZONES.fullmatch(name) or _STREETS.fullmatch(name):
        return True
    if _OF_TIER.fullmatch(name) or _LISTED.fullmatch(name) or _VILLAGES.fullmatch(name):
        return True
    return _GROUP.search(name) is not None


def member_level(name: str, scope: Level | None) -> Level | None:
    """Return the level of a group's members where its name tells one level only; `scope` is the document's own."""
    for mark, level in _MEMBERS:
        if mark in name:
            return level
    match = re.search(r"各([市州盟地县区旗乡镇、，（）和]+|街道)", name)
    letters = set(match[1]) - set("、，（）和") if match else set()
    if letters and (letters <= set("县区旗") or (scope == "prefecture" and letters <= set("县区旗市"))):
        return "county"
    if letters and letters <= set("市州盟地") and letters != {"地"}:
        return "prefecture"
    return "township" if letters and letters <= set("乡镇街道") else None
