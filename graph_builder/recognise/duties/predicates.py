"""What a sentence says that a body does: the words behind the name, and the role that they give it.

The role is that of the first predicate: 制定抽查清单 is no inspection. 指导、督查和总结工作 behind 做好 is two.
"""

from __future__ import annotations

import re

from graph_builder.model import Role
from graph_builder.recognise.duties.subjects import ENDS

__all__ = ["ASKS", "BY_ONLY", "DUTY", "GAP", "TOGETHER", "VERB", "answers", "roles"]

# 负总责; 负责人 and 负责解释 are no work; 负责……的部门 tells which department is meant.
_CHARGE = (
    r"负(?:总|主要|主体|直接)责任?(?=[，,。；;、\n]|$)|(?:具体|统一|归口|统筹|共同|分别|分头|主要|全面|总|牵头|组织){0,2}"
    r"(?:主管(?!部门|单位|机关|人员|领导|局|副)|负责)(?!人|同志|制(?![定订作发])|[^，,。]{0,12}解[释读]|[^，,。]{1,20}的(?:部门|人|同志|单位|机构|领导)"
    # 负责审批的建设项目: which projects are meant
    r"|(?:审批|审核|核准|核发|颁发|发放|受理|办理|登记|管理|监管|监督管理|实施|组织实施|承办|建设|运营)的(?![^，,。；]{0,6}工作))"
)
_TOLD = r"(?:也|还|均|都)?(?:要|应(?!对|急|用|聘|届)当?|须|必须|将(?!以))"
_BEING = (
    r"(?:是|作为|为)(?=[^。，,；]{0,30}(?:主体|部门|单位|机构))"
    r"(?![^。，,；]{0,30}(?:工作|组成|直属|派出|办事|事业|所属|内设)(?:部门|单位|机构))"
)
_ADVERBS = r"(?:依法|及时|定期|适时|每年|每季度|每月|共同|联合|分别|统一|具体|统筹|归口|尽快|抓紧|认真|另行){0,2}"
_DOES = (
    rf"{_ADVERBS}(?:组织(?!部|法|人事|结构|机构|会同|与|负责|应|要|的)|制定|编制(?!部)|印发(?!《)|研究(?!所|院|中心|会|室)|建立|开展|审核|审批|审查|受理|承担|承办|完成|报送"
    r"|上报|提交|实施(?!方案|细则|意见)|指导(?!意见|思想|下|目录|价)|监督(?!管理局|管理委|站|局|所|检验|员|电话)|督促|加强|做好|抓好|落实|履行"
    r"|汇总|筛选|评估|考核|公布|发布(?!《)|下达|拨付|安排|协调|配合|协助|参与|对(?=[^，,。；]{2,40}(?:进行|开展|实施|[予给][以予](?!表扬|表彰|通报|奖励)|加强))"
    # 抓紧修改目录: whatever is to be done, it is an order
    r"|(?:抓紧|尽快)(?!时间))(?!的)"
)
# What a body is said to do only behind 由: 由县防汛指挥部指挥
BY_ONLY = (
    r"(?:统一)?(?:归口)?(?:管理(?!局|部|委|中心|办法|处|所|站|者|人员|规定|条例|体制|工作的?部门)"
    r"|指挥(?!部)|统筹|抓总|办理|决定|确定|处理|拟定|起草|验收|监管|执行(?!局)|运营|维护|主办)"
)
"""Verbs that count only behind 由."""
GAP = (
    r"(?:[ \u3000])?(?:也?表示)?"
    r"(?:(?:同时)?(?:按照?|根据|依据)(?:各自)?(?:的)?(?:职[责能]|职权|权限|法定职责|部门职责)(?:权限|范围)?(?:和)?(?:任务)?(?:分工|要求)?[，,]?"
    r"|[在于][^，,。；\n]{2,14}[前内底][，,]?|[，,](?=要|应|须|负责|承担|抓紧|尽快))?"
)
"""What may stand between a name and its predicate: 按照各自职责分工，; 在2025年6月底前; 也表示; a comma."""
_BODY_NEXT = rf"(?=[^，,。；\n]{{2,40}}?(?:{ENDS}))"
# 联合 alone tells as often what was done.
_WITH = (
    rf"(?:要|应当?|将|可|负责|牵头)?(?:会同|会商{_BODY_NEXT})"
    rf"|(?:要|应当?|须|将)联合(?!和|印发|发布|发文|开展|制定|组织|会|国|体|社|有关|相关){_BODY_NEXT}"
)
VERB = rf"(?:共同|联合|分别|具体|总)?牵头|{_WITH}|{_CHARGE}|{_TOLD}|{_BEING}|{_DOES}|{BY_ONLY}"
"""The first words of a predicate, as alternatives of a pattern; their order is that in which roles are read."""
TOGETHER = ("会同", "会商", "联合")
"""The last words of predicates behind which the partners stand."""
ASKS = re.compile(rf"{_TOLD}|{_DOES}|{BY_ONLY}")
"""Predicates that only ask something of a body, and do not put it in charge."""
DUTY = re.compile(
    rf"[ \u3000]?(?:{_CHARGE}|主要负责|牵头|承担|承办|组织|做好|抓好|加强|积极|会同|落实|推进|推动|指导|配合|协助|参与"
    r"|督促|监督|制定|拟订|开展|提供|按照|根据|履行|统筹|协调|建立|完善|依法|对|将|研究|汇总|审核|审批|受理|支持|引导|加大|及时|定期|强化"
    r"|严格|切实|发挥|实施|执行|管理|安排|筹措|保障|维护|查处|打击|宣传|贯彻|参加)"
)
"""What opens an entry in a list of duties: 市公安局：查处……"""
# What has been done: 近年来，……；……印发了
_PAST = re.compile(r"了(?!解)|已|曾|收悉")
_LATELY = re.compile(
    r"[^，,。]{0,12}(?:近年|以来|此前|去年|目前|截至|截止|日前)|[^，,。]{0,30}\d{4}年\d{1,2}月\d{1,2}日(?![前起后止至之以内])"
)
# 市发展改革部门下达计划后，……; 认为不符合条件的，……: when something holds, and not who does it
_CONDITION = re.compile(r"(?:[^前先]后|时|的|之前|以前)$")
_NO_MORE = re.compile("[，,](?!应|要|须|将|可以|由|会同)")
_EXHORTED = re.compile(
    r"(?:进一步|切实|务必|继续|充分|不断)?(?:高度重视|提高(?:思想|政治)|充分认识|认识到?|统一思想|增强|认真学习|加强(?:对[^，,。]{0,20}的?)?(?:组织)?领导"
    r"|强化(?:组织领导|责任意识)|求$|点|素|遵守)"
)
_ANSWERS = re.compile(r"(?:切实|全面|严格)?(?:落实|承担|履行|压实)[^，,。]{0,6}(?:属地|主体)(?:管理)?责任")
# The adverbs before the first predicate, and what it is done to: 对项目资金使用情况进行全程
_LEAD_IN = re.compile(
    r"(?:要|应当?|须|必须|将|可)?(?:每(?:年|半年|季度|月|周)|继续|切实|进一步|积极|主动|认真|严格|充分|及时|定期|不定期|适时|加快|尽快|抓紧|全面|深入|具体|统一|依法|共同|有效|统筹|加大)*"
    r"(?:对[^，,。；]{1,60}?(?:(?P<light>进行|开展|实施|给予|予以)|(?=加强|做好|强化)))?(?:一次|全程|动态|跟踪|重点|专项|联合)*"
)
# 做好指导、督查和总结工作; 加强对……的业务指导: the noun behind a verb that says little
_LIGHT = re.compile(r"(?:做好|加强|强化|抓好|搞好|加大)(?P<what>[^，,。；]{1,60})")
_GUIDES = re.compile(
    r"(?:业务|技术|工作|宏观|监督|协调|培训|跟踪|督促|检查|监督和|服务和)?指导(?=[、，和与及。；]|$|工作|推进|支持|力度|监督|督促)"
)
_SUPERVISES = re.compile(
    r"(?:督促|检查|督查|督办|督导|抽查|监督)(?:检查|落实|指导|力度|考核)?(?=[、，和与及。；]|$|工作)(?![^，,。]{0,8}(?:制度|机制|体系))"
)
_DIRECT_GUIDE = re.compile(r"(?:组织)?(?:开展)?(?:督促|监督|协调|帮助|组织)?(?:和)?指导(?!意见|思想|目录|性)")
_DIRECT_SUPERVISE = re.compile(
    r"(?:组织)?(?:开展)?(?:跟踪)?(?:督促|督导|督查|督办|抽查|检查|监督(?!管理(?!工作)))(?![^，,。]{0,8}(?:制度|机制|体系))"
)
# 将美育纳入督导内容
_TAKEN_INTO = re.compile(r"(?:要|应|将)?(?:将|把)?[^，,。]{1,40}纳入[^，,。]{0,20}督(?:导|查|办)")
_SUPPORTS = re.compile(
    r"(?:要|应当?|须|将)?(?:积极|主动|密切|全力|依法|切实|共同){0,2}(?:(?:做好|抓好)[^，,。]{0,10})?(?:配合|协助|参与|协同)"
    r"|(?:是|作为|为)[^，,。]{0,20}(?:配合|协办|参与)(?:单位|部门)"
)
# ……，市审计局要加强监督检查: a subject of its own
_NEXT_SUBJECT = re.compile(rf"[，,](?=[^，,。]{{2,40}}?(?:{ENDS})(?:要|应|须|将|负责|牵头|会同|配合))")
_CHARGES = {"指导": Role.GUIDE, "协助": Role.SUPPORT, "配合": Role.SUPPORT}
_CHARGED_WITH = re.compile(
    r"(?:对[^，,。；]{1,30}(?:进行|的)?)?(?:业务|技术|政策|日常|具体|工作)?(?P<what>指导|督促|督导|督查|监督|检查|协助|配合)(?!和?(?:管理|执法))"
)
_LEADS = re.compile(r"[^，,企司校构]{0,30}牵头(?!组建|单位的|部门的)")
_COMMA = re.compile("[，,]")


def answers(rest: str) -> bool:
    """Tell whether what follows 要 puts a body in charge of its own place: 落实属地责任."""
    return _ANSWERS.match(rest) is not None


def roles(verb: str, rest: str, opening: str) -> list[Role]:
    """Return what the predicate makes its subject do; nothing where it only exhorts, interprets or tells of the past.

    Args:
        verb: the first word of the predicate.
        rest: the sentence behind it, and behind the partners of 会同.
        opening: how the sentence begins.
    """
    if rest.rstrip("”）)").endswith("的"):
        return []  # an item of 有下列情形之一的
    rest = _NEXT_SUBJECT.split(rest, maxsplit=1)[0]
    head = _COMMA.split(rest, maxsplit=1)[0]
    told = re.fullmatch(_TOLD, verb) is not None
    if told:
        if _ANSWERS.match(rest):
            return [Role.RESPONSIBLE]
        if _EXHORTED.match(rest):
            return []
    elif (
        ("负责" not in verb and _CONDITION.search(head) and _NO_MORE.match(rest, len(head)))
        or _PAST.search(head)
        or _LATELY.match(opening)
        or re.search(r"解[释读]", head)
    ):
        return []
    if _LEADS.match(verb + head):
        return [Role.LEAD, *(_kinds(rest) if told else [])]
    if "负责" in verb:
        charged = _CHARGED_WITH.match(rest)
        return [_CHARGES.get(charged["what"], Role.SUPERVISE) if charged else Role.RESPONSIBLE]
    if _SUPPORTS.match(rest if told else verb + rest):
        return [Role.SUPPORT]
    return _kinds(rest if told or verb.endswith(TOGETHER) else verb + rest) or [Role.RESPONSIBLE]


def _kinds(words: str) -> list[Role]:
    """Return the roles that the first predicate gives, and those of the next ones where it gives one."""
    found: list[Role] = []
    for n, part in enumerate(_COMMA.split(words)[:8]):
        if n == 0 or found or (n == 1 and _without_object(words)):
            found += _kind(part)
    if not found and _TAKEN_INTO.match(words):
        return [Role.SUPERVISE]
    return [role for role in (Role.GUIDE, Role.SUPERVISE) if role in found]


def _without_object(words: str) -> bool:
    """Tell whether the first part of a predicate only says by what or to whom it is done: 按照规定，加强指导."""
    return re.match(r"(?:严格|认真|切实)?(?:按照?|根据|依据|结合|对)[^，,。]*[，,]|[，,]", words) is not None


def _kind(part: str) -> list[Role]:
    lead_in = _LEAD_IN.match(part)
    words = part[lead_in.end() if lead_in else 0 :]
    light = _LIGHT.match(words)
    # 做好指导、督查工作; 对……进行指导: nouns, each of them work of its own
    nouns = light["what"] if light else words if lead_in and lead_in["light"] else ""
    found = []
    if _GUIDES.search(nouns) or _DIRECT_GUIDE.match(words):
        found.append(Role.GUIDE)
    if _SUPERVISES.search(nouns) or _DIRECT_SUPERVISE.match(words):
        found.append(Role.SUPERVISE)
    return found
