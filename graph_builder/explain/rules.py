"""Every rule that a fact can name, in one line of Chinese and of English, with a text of ours that it reads."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RULES", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule reads; `example` is a text in which it fires."""

    name: str
    zh: str
    en: str
    example: str


def _task(words: str) -> str:
    return f"某市人民政府关于加强校园食堂管理的意见\n一、改造食堂。改造学校食堂。{words}\n"


_RULES = (
    Rule(
        "bracket.verb",
        "括号里的一串机构，以动词收尾（牵头、负责、配合……），动词决定角色",
        "bodies in brackets, closed by a verb that gives their role",
        _task("（市教育局牵头，市财政局配合）"),
    ),
    Rule(
        "bracket.label",
        "括号里先写标签（责任单位：、配合单位：……），标签决定角色",
        "bodies in brackets behind a label that gives their role",
        _task("（责任单位：市教育局；配合单位：市财政局）"),
    ),
    Rule(
        "line.label",
        "行首或句末的标签（牵头单位：……），读到行末，标签决定角色",
        "a label at the head of a line or behind a sentence, read to the end of the line",
        _task("\n牵头单位：市教育局\n配合单位：市财政局"),
    ),
    Rule(
        "sentence",
        "正文中的一句话，以具名机构为主语，写明牵头、负责、会同、指导、督促等",
        "a sentence of running text in which a named body leads, is in charge, acts with others, guides or supervises",
        _task("由市教育局牵头制定改造方案。"),
    ),
    Rule(
        "sentence.asked",
        "正文中要求具名机构做某事的一句话（某局要……）",
        "a sentence of running text that tells a named body to do something",
        _task("市财政局要安排专项资金。"),
    ),
    Rule(
        "table.cell",
        "任务分工表的一格，所在列的表头（牵头单位、责任单位……）决定角色",
        "a cell of a task table: the head of its column gives the role",
        "某市校园食堂改造任务分工表\n序号\t工作任务\t牵头单位\t配合单位\n1\t改造学校食堂\t市教育局\t市财政局\n"
        "2\t开展食品检查\t市市场监管局\t市公安局\n3\t宣传节约粮食\t市委宣传部\t市广电局\n",
    ),
    Rule(
        "convention.standing",
        "全文约定：写明以下任务均由某机构落实、不再逐条列出，补入其后各项任务",
        "a convention of the document: one sentence makes a body answerable for all tasks that follow",
        "某市人民政府关于加强校园食堂管理的意见\n以下任务均需各县区政府落实，不再列出。\n"
        "一、改造食堂。改造学校食堂。（市教育局负责）\n二、严格检查。开展自查。（市市场监管局负责）\n",
    ),
    Rule(
        "reference.implements",
        "书名号或发文字号前有贯彻落实、根据、按照等词：贯彻落实该文件",
        "a title or number behind 贯彻落实, 根据, 按照: the document is carried out",
        "为贯彻落实《某省食品安全条例》，现通知如下：\n",
    ),
    Rule(
        "reference.issues",
        "通知印发或转发的文件",
        "the document that a notice prints or forwards",
        "某市人民政府办公室关于印发校园食堂改造实施方案的通知\n某政办发〔2021〕7号\n各县（区）人民政府：\n"
        "《校园食堂改造实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。\n某市人民政府办公室\n2021年5月6日\n"
        "校园食堂改造实施方案\n一、改造食堂。改造学校食堂。（市教育局负责）\n",
    ),
    Rule(
        "reference.amends",
        "修订、修改某文件",
        "a document that is amended",
        "某市人民政府决定对《某市食堂管理办法》作如下修改：\n",
    ),
    Rule(
        "reference.repeals",
        "废止某文件",
        "a document that is repealed",
        "本办法自公布之日起施行，《某市食堂管理暂行办法》同时废止。\n",
    ),
    Rule(
        "reference.cites",
        "只是提到的文件",
        "a document that is only named",
        "各校可以参考《某省食堂建设标准》。\n",
    ),
    Rule(
        "indicator.figure",
        "带单位的数字，连同所计的事物、年份和限定词",
        "a figure with its unit, what it counts, its year and qualifier",
        "到2022年，食堂达标率达到95%。\n",
    ),
    Rule(
        "mining.mine",
        "矿山：以矿种加“矿”收尾的专名",
        "a mine: a name that ends in a mineral and 矿",
        "建成普朗铜矿。\n",
    ),
    Rule(
        "mining.base",
        "资源或产业基地的专名",
        "an industrial base with its name",
        "建成以白云铁矿等为主的北部金属矿产业基地。\n",
    ),
    Rule(
        "mining.park",
        "工业园区、产业园区的专名",
        "an industrial park with its name",
        "在临江工业园发展铜精矿加工贸易。\n",
    ),
    Rule("mining.mineral", "正文提到的矿种", "a mineral named in running text", "优势矿种为钨、锡、萤石。\n"),
    Rule(
        "person",
        "由人核对后修改或增加（见 policykg review），不是程序读出的",
        "edited or added by a person who checked it (policykg review), not read by a rule",
        "",
    ),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.name: rule for rule in _RULES}
"""All rules, by the name that `pol:rule` has."""
