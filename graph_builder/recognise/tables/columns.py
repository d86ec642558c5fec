"""What the columns of a task table hold, by their heads: 序号, 重点任务, 责任单位, 完成时限.

A head counts without its blanks (责 任 单 位) and without what stands in brackets behind it. What no head says is no
column of ours; a column of persons (责任人, 分管领导) names no body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from graph_builder.model import Role
from graph_builder.recognise.duties.clauses import role_of

__all__ = ["Column", "Kind", "column"]


class Kind(StrEnum):
    """What the cells of a column are."""

    ORDINAL = "ordinal"
    GROUP = "group"
    NAME = "name"
    TEXT = "text"
    AIM = "aim"
    BODY = "body"
    DEADLINE = "deadline"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its kind, for bodies their role, and whether its head alone is a weak sign."""

    kind: Kind
    role: Role = Role.RESPONSIBLE
    weak: bool = False
    """Whether the head is as common in tables that set no task (单位, 项目, 主管部门)."""


_ORDINAL = re.compile(r"(?:任务|项目|事项|指标|工作)?(?:序号?|编号)|项次|项号|NO\.?", re.IGNORECASE)
_OF_TASKS = (
    r"(?:重点|主要|工作|改革|目标|整治|治理|建设|具体|年度|专项|试点|核心|创新|考核|评价|检查|督查|督办|整改|攻坚|民生|实事|创建|重大|关键"
    r"|细化|分解|政策|测评|评估|反馈|存在|主体|措施|指标|试点|任务|项目|事项|行动|服务|推进|落实|实施|保障|支持|发展|提升|责任|职责|改进|优化|部门|单位|阶段|[一二三四]级){0,4}"
)
_AND = r"[及和与、/／]"
_TASK = r"(?:任务|事项|工作|行动|工程)(?:名称|清单|分解|条目)?"
_CONTENT = r"(?:内容|措施|举措|职责|做法|步骤|任务描述|路径)"
_NAME = re.compile(rf"{_OF_TASKS}{_TASK}(?:{_AND}{_OF_TASKS}(?:{_TASK}|要求|目标))?")
_WEAK_NAME = re.compile(rf"{_OF_TASKS}(?:项目|指标|要点|条款)(?:名称)?")
_TEXT = re.compile(rf"{_OF_TASKS}{_CONTENT}(?:{_AND}{_OF_TASKS}(?:{_CONTENT}|要求|目标|标准))?")
_AIM = re.compile(rf"{_OF_TASKS}(?:目标|要求|成果|成效)(?:{_AND}{_OF_TASKS}(?:目标|要求|标准))?")
_GROUP = re.compile(
    rf"{_OF_TASKS}(?:所属|牵涉|涉及)?(?:类别|类型|分类|大类|领域|方面|板块|专题|章节|方向|环节|部分|问题(?:清单|描述)?|组别|工作组|系统)"
)
_PERSON = re.compile(r"领导|责任人|负责人|联系|联络|电话|姓名|人员|签[名字]|职务|责任县长|河长|组长")
_NO_BODY = re.compile(r"计量|申报|报送|填报|受益|数据|来源|监测|所在|产权|用地|建设(?:单位|主体)|施工|设计|监理")
_VERB = (
    r"牵头|主办|主责|责任|负责|承办|实施|落实|执行|组织|配合|协办|协同|协助|协作|参与|参加|支持|指导|督导|督查|督办|督促|监督|监管|考核|评价|主管"
    r"|完成|推进|整改|分工|成员|承担"
)
_NOUN = r"(?:单位|部门|机构|主体|处室?|科室|股室|委办局|镇街|乡镇|地区|区县|企业|院系|学院|方)"
_TIERS = (
    r"(?:国家|中央|市级|县级|区级|省级|州级|镇级|市直|县直|区直|省直|地方|属地|主要|具体|第一|共同|主体|包保|相关|有关|各|本级|省|市|县|区|业务|行业"
    r"|工作|任务){0,3}"
)
_BODY = re.compile(
    rf"{_TIERS}(?P<verb>(?:{_VERB})(?:{_AND}?(?:{_VERB})){{0,3}}){_TIERS}{_NOUN}(?:名称)?(?:{_AND}(?:{_VERB}){{0,2}}{_NOUN})?"
)
# 责任分工, 职责分工; 牵头 and 配合 alone
_BARE_BODY = re.compile(r"(?:责任|任务|职责|部门|工作)分工|牵头|主办|配合|协办|协同|参与|指导|督导|责任主体")
_WEAK_BODY = re.compile(r"(?:成员)?(?:单位|部门|机构)(?:名称)?|责任(?:清单|分解)?")
_WEAK_VERBS = frozenset(("主管", "监管", "成员"))
_DEADLINE = re.compile(
    r"(?:计划|预计|整改|拟|要求|应|工作|任务|落实|推进|实施|进度|建设|目标|年度|阶段)?(?:完成|办结|落实|整改|实施|推进|达标|销号|工作|任务)?"
    r"(?:的)?(?:时限|时间|期限|日期|进度|节点|时序)(?:进度|节点|安排|要求|计划|表|期限|清单){0,2}"
)
_REMARK = re.compile(r"[（(〔\[][^（()）〔〕\[\]]{0,40}[）)〕\]]")
_LONGEST = 24


def column(head: str) -> Column | None:
    """Return what a column holds whose head is `head`; None where the head says nothing of a task.

    >>> column("责 任 单 位"), column("重点任务").kind.value, column("面积")
    (Column(kind=<Kind.BODY: 'body'>, role=<Role.RESPONSIBLE: 'responsible'>, weak=False), 'name', None)
    """
    words = "".join(head.split())
    words = _REMARK.sub("", words).strip(":：*.。") if len(words) <= 3 * _LONGEST else ""
    if not words or len(words) > _LONGEST:
        return None
    if _ORDINAL.fullmatch(words):
        return Column(Kind.ORDINAL)
    return _of_bodies(words) or _of_tasks(words)


def _of_bodies(words: str) -> Column | None:
    if _NO_BODY.search(words):
        return Column(Kind.OTHER)
    match = _BODY.fullmatch(words) or _BARE_BODY.fullmatch(words)
    if match:
        verb = match.groupdict().get("verb") or words
        return Column(Kind.BODY, _role(words, verb), verb in _WEAK_VERBS)
    if _WEAK_BODY.fullmatch(words):
        return Column(Kind.BODY, Role.RESPONSIBLE, weak=True)
    # 责任单位及责任人 holds bodies and persons: its cells cannot be told apart by the head.
    return Column(Kind.OTHER) if _PERSON.search(words) else None


def _role(words: str, verb: str) -> Role:
    """Return the role of a head; one that names two roles (牵头、配合单位) says which body has which to nobody."""
    if "考核" in verb or "评价" in verb:
        return Role.RESPONSIBLE if words.startswith("被") else Role.SUPERVISE
    roles = {role_of(part) for part in re.findall(rf"主要责任|{_VERB}", words)}
    # 牵头责任单位 leads; 责任单位、配合单位 are two.
    told = roles if re.search(_AND, words) else roles - {Role.RESPONSIBLE}
    return told.pop() if len(told) == 1 else Role.RESPONSIBLE


def _of_tasks(words: str) -> Column | None:
    if _DEADLINE.fullmatch(words):
        return Column(Kind.DEADLINE)
    for kind, pattern, weak in (
        (Kind.AIM, _AIM, False),
        (Kind.TEXT, _TEXT, False),
        (Kind.NAME, _NAME, False),
        (Kind.NAME, _WEAK_NAME, True),
        (Kind.GROUP, _GROUP, False),
    ):
        if pattern.fullmatch(words):
            return Column(kind, weak=weak)
    return None
