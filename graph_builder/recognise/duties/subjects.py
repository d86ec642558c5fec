"""The bodies that a sentence is about: names in running text, where anything may stand around them.

A body is known by the last words of its name, as everywhere, but what stands in the name must be words that names are
made of: 推动产业发展部 is none, 市人力资源和社会保障局 is one.
"""

from __future__ import annotations

import re

from graph_builder.model import Span
from graph_builder.recognise.duties.bodies import NamedBody, has_body_form, is_generic, split_bodies
from graph_builder.structure.lines import STOCK_HEADING

__all__ = ["ALIAS", "ENDS", "MARK", "is_named", "is_tier", "subject"]

ENDS = (
    "部|委|局|厅|办|署|委员会|办公室|政府|管委会|人民银行|国务院|小组|工作组|专班|联席会议|指挥部|总社|工会|联合会|海关|中心|公司"
    "|集团|督查室|社科院|科学院|工程院|法院|检察院|支队|大队|监督站|管理站|管理所|事务所|银行|支行|分行|联社|妇联|残联|科协|文联|工商联"
    "|银监会|证监会|保监会|银保监会|电视台|馆|公安机关|税务机关|残联组织|开发区|新区|园区|高新区|示范区"
    "|试点(?:城市|地区|县|省份?)|行政部门|主管部门|管理部门|部门"
    "|总队|供销(?:合作)?社|贸促会|红十字会|侨联|社科联|街道办事处|街道办|经办机构|监督机构|协会|商会|学院|医院|大学|党校"
)
"""The last words of names, as alternatives of a pattern."""
ALIAS = r"[（(](?:以下)?(?:统称|简称)[^（）()\n]{1,20}[）)]"
"""（以下简称县指挥部）"""
MARK = re.compile(
    r"[ \t\u3000—–-]{0,20}"
    r"(?:第?[一二三四五六七八九十百]{1,4}[、条章][ \t\u3000]{0,8}|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:[.．]\d{1,2}){1,3}[ \t\u3000]{0,4}|\d{1,2}[.．、]|[①-⑳])?[ \t\u3000]{0,20}"
)
# How no name begins: tiers, and the words before a name that make it an object
_NO_BEGINNING = (
    "各级|各地|各类|基层|各县|各市|各区|各街|各乡|各相关|地方|当地|属地|所在|本级|上级|下级|有关|相关|企业|学校|社会|行业|人员|其|并|和|或|对|在|向|与|报|送|及"
    "|会同|联合(?!会|[^，]{0,12}办公室)|协同|配合|协助|发挥|除|下放|提请|强化|充分|加大|按|根据|依据|结合|参照|涉及|包括|纳入|委托|授权|商(?![务业贸])"
    "|请|督促|督导|指导|引导|领导(?!小组)|监督(?!管理)|积极|直至|集团公司|居|村|不|主管|职能|行政|主要|具体|直接|应(?!急)|须|便利|拓宽"
)
_BEGINNING = re.compile(_NO_BEGINNING)
_NAME = re.compile(
    rf"^(?!(?:{_NO_BEGINNING})"
    r"|[省市县区州乡镇]{1,3}级?(?:[（(][^（）()]{1,6}[）)])?(?:人民)?政府(?:[（(][^（）()]{1,8}[）)])?$"
    r"|(?:我|你|贵|本|该|两|全|内|外)[部委局厅办院]$)"
    r"(?:[\u4e00-\u9fff“”A-Za-z]|[（(][^（）()]{1,10}[）)]){2,28}"
    rf"(?:{ENDS})(?:[（(][^（）()]{{1,24}}[）)])?$"
    r"|^(?:试点(?:城市|地区|县|省份?)|银监会|证监会|保监会|银保监会|办公室|[省市县区州](?:残联|妇联|科协|文联|总工会|公安机关|税务机关|供销(?:合作)?社|法院|检察院|医院|贸促会|侨联|社科联))$"
)
# Words that stand in no name of a body; 组织 does in 组织部, 社会 in 社会保障局, 经 in 经济和信息化局, 由 in 自由贸易.
_NOT_NAME = re.compile(
    r"地方(?![志税金海])|上级|有关|相关|全部|内部|干部(?!局)|全局|布局|格局|本部|局部|结局|社会(?!保|工作|救|事务|科学|组织|福利|治理)|主体"
    r"|负责|牵头|落实|加强|建立|推动|完善|实行|避免|防止|承担|(?<!总)后(?!勤)|(?<=[部委局厅办署行院会])联合(?!会|国)|编制|帮扶|配合|同级"
    r"|协调(?!小组|办|机制|领导|委)|[我你贵本该][部委局厅省市]|组织(?!部|人事|$)|开展|实施|做好|鼓励|支持|要求|通过|依托|可以|应当|需要|不得|成立|设立|提交|[提报]请"
    r"|适用于|送|实现|专业|部署$|[东西南北中]部$|大厅$|(?<![重主])要(?!素)|[的是将把被给让使已以在至到从]|(?<!自)由|为(?!公司)|经(?![济信贸开营发合]|办机构)"
)
# 行业协会, 公立医院, 经办机构 are kinds; 市餐饮协会, 云州学院, 县医保经办机构 have a place
_KIND = re.compile(r"(?:机构|协会|商会|学院|医院|大学)$")
_PLACED = re.compile(
    r"(?:中国|国家|[省市县区州](?!级|直|属|内|外|场|区|域|县|[、/（])|[\u4e00-\u9fff]{2,6}[省市县区州](?!级|直|属|内|外|场|域))"
)
_PLAIN = re.compile(r"推进(?![^，,]{2,24}小组)")
_FIELD = re.compile(
    r"^(?:[省市县区州镇](?:[（(][^（）()]{1,6}[）)])?、){0,3}(?!.*(?:有关|相关|各|成员|牵头|责任|职能部门|主管部门$))"
    r"[\u4e00-\u9fff]{2,16}部门$"
)
_TIER = re.compile(r"各|全[国省市区县州盟旗]各")
_TIME = re.compile(
    r"(?:到|在|自|从)?\d{4}年(?:[^，,。；]{0,14}，|(?:上半年|下半年|\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?(?:前|起|内)?)"
    r"|(?:到|在)?(?:“十[^”]{1,3}”|年底|每年|目前|今后|下一步)(?:[^，,。；]{0,14}，)?"
    r"|(?:[一二三四五六七八九十]是|其中|同时|此外|另外|原则上|具体)[，,]?|其他[^，,。]{1,12}[，,]"
)
# Who is made to act: 由甲, 经甲会同乙, 委托甲; not 申请, 经济, 自由
_BY = re.compile(
    r"(?:(?<!自)由|经(?![济信贸开营发]|办机构)|(?<![申提报邀])请|责成|委托|授权|要求|明确|确定)(?=[^由，]{2,}$)"
)
_LONGEST = 200


def is_named(name: str) -> bool:
    """Tell whether `name` names one body, or bodies that are told apart.

    >>> is_named("市教育局"), is_named("教育部门"), is_named("推动产业发展部"), is_named("县人民政府")
    (True, False, False, False)
    """
    if name.endswith("政府") and name[-3:-2] not in "省市县区州盟旗镇乡民":
        return name.startswith("试点")
    if _KIND.search(name) and not _PLACED.match(name):
        return False
    return bool(_NAME.match(name)) and not _NOT_NAME.search(name) and not _PLAIN.search(name) and not is_generic(name)


def _is_field(name: str) -> bool:
    """Tell whether a name is that of a department by its field of work alone: 教育部门."""
    return bool(_FIELD.match(name)) and not _NOT_NAME.search(name) and not _BEGINNING.match(name)


def is_tier(body: NamedBody) -> bool:
    """Tell whether a body is a tier of government or names no one in particular."""
    return body.generic or bool(_TIER.match(body.text))


def subject(text: str, before: Span) -> list[NamedBody]:
    """Return the bodies that end `before`, at least one of them named; behind 由 where it says so."""
    comma = max(text.rfind(mark, before.start, before.end) for mark in "，,：:") + 1
    start = max(before.start, comma, before.end - _LONGEST)
    bodies = _bodies(text, Span(start, before.end))
    # 甲开发区，乙、丙管委会要……: the list may hold commas
    while bodies and start > before.start and text[start - 1] in "，,":
        earlier = max(text.rfind(mark, before.start, start - 1) for mark in "，,：:") + 1
        longer = _bodies(text, Span(max(before.start, earlier), before.end))
        if len(longer) <= len(bodies) or any(body.generic for body in longer[: -len(bodies)]):
            break
        bodies, start = longer, max(before.start, earlier)
    return bodies


def _bodies(text: str, who: Span) -> list[NamedBody]:
    mark = MARK.match(text, who.start, who.end)
    start = mark.end() if mark else who.start
    time = _TIME.match(text, start, who.end)
    start = time.end() if time else start
    stock = STOCK_HEADING.match(text, start, who.end)
    start = stock.end() if stock else start
    made_to = [match.end() for match in _BY.finditer(text[start : who.end])]
    bodies = [body for body in split_bodies(text, Span(start + max(made_to, default=0), who.end)) if body.text]
    known = [body for body in bodies if is_named(body.text) or _is_field(body.text)]
    # A tier (各县人民政府) may stand beside those that are named.
    beside = [body for body in bodies if body.generic or (_TIER.match(body.text) and has_body_form(body.text))]
    return bodies if known and all(body in known or body in beside for body in bodies) else []
