"""What a sentence is by how it begins: each form is a habit of official Chinese, with its class and its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph_builder.classes import SentenceClass
from graph_builder.recognise.coverage.verbs import ORDERS

__all__ = ["FORMS", "Form", "of_form"]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to begin a sentence."""

    name: str
    kind: SentenceClass
    reason: str
    """Why a sentence of this form is what it is, in Chinese."""
    pattern: str

    @property
    def rule(self) -> str:
        """Name of the rule in the account."""
        return f"form.{self.name}"


_SP = r"[ \u3000]{0,4}"
# What may stand before the first word: blanks, numbers, 一是, 同时
_LEAD = (
    r"[\s*#“\"•·—\-－)）。，：:；、>]{0,40}"
    r"(?:(?:第[一二三四五六七八九十百零\d]{1,5}[条章节款项]|[（(][一二三四五六七八九十\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}[、．]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.．、]|[①-⑳]|[a-zA-Z][.．)）]|(?:第?[一二三四五六七八九十]{1,2}|首先|其次|再次)(?:是|要|方面)?[，、]?"
    r"|(?:同时|此外|另外|其中|并且?|且|也|还|又|再|同步|原则上|对此|因此|为此|下一步|今后|要|应当?|需要?)[，,]?)[\s\u3000]{0,4}){0,3}"
)
_ADDRESSED = (
    r"(?:部门|单位|地方|地区|方面|机构|企业|学校|县|市|区|州|旗|盟|乡镇|镇|街道|政府|党委|党组织|支部|行业|系统|厅|局|委|省|园区"
    r"|人员|干部|公司|教师|医院|高校)"
)
_OURS = (
    r"(?:办法|规定|细则|意见|方案|通知|措施|政策|文件|条例|预案|标准|指南|制度|规划|计划|准则|指引|规则|规程|导则|批复)"
)
_LABELLED = (
    r"电话|联系人|联系方式|联系电话|咨询电话|传真|邮编|邮箱|邮政编码|通讯地址|通信地址|地址|电子邮箱|电子邮件|手机|网址|索引号|索取号"
    r"|发文机关|发文日期|发文字号|发文单位|成文日期|生成日期|发布机构|发布日期|发布时间|发布单位|公开方式|公开日期|信息来源|信息索引|信息名称|信息分类"
    r"|来源|文章来源|文号|主题词|主题分类|体裁分类|组配分类|责任编辑|责编|编辑|打印日期|浏览次数|阅读次数|有效性|时效性|标题|名称|抄送|主送|分送"
)

FORMS = (
    Form(
        "closing",
        SentenceClass.FORMULA,
        "行文套语",
        r"特此(?:通[知告报]|公告|函|说明|批复|报告)|(?:现|特|兹)(?:予以?|将)?[^，。；《》]{0,6}(?:印发|转发|印送|公布|发布)"
        r"|请(?:你们|各[^，。]{1,16})?[，、]?(?:结合[^，。]{0,8}实际|遵照|认真|一并|切实)?[，、]?(?:抓好|认真|遵照|贯彻|研究|组织)?"
        r"(?:贯彻|组织|遵照|抓好|研究|参照|做好)?(?:执行|落实|实施|贯彻|遵照)[^，。；]{0,8}(?:[。，；]|$)"
        r"|感谢(?:您|你)"
        r"|(?:您|你们?)[^，。；]{0,30}(?:提出|建议|来函|来文|请示|提案)|从其规定",
    ),
    Form(
        "effect",
        SentenceClass.FORMULA,
        "施行、有效期和解释权",
        rf"(?:(?:本|该)(?:条|项)?)?{_OURS}?[，,]?(?:从|自)[^，。；]{{1,30}}(?:起|后)[^，。；]{{0,8}}(?:施行|实施|执行|生效)"
        rf"|(?:本|该){_OURS}[^，。；]{{0,20}}(?:有效期|由[^，。；]{{2,30}}解释|解释权|施行|(?:实施|执行)期限)"
        r"|有效期(?:限|为|至|自|[:：])|(?:执行|实施|试行|政策)(?:期限?|有效期)(?:限|为|至|自|[:：])"
        r"|具体(?:条款|内容|解释|政策)?(?:工作)?由[^，。；]{2,40}解释",
    ),
    Form(
        "furniture",
        SentenceClass.FORMULA,
        "附件说明、版记或网页文字",
        rf"附{_SP}(?:件|表|录|图|则)?{_SP}[一二三四五六七八九十\d]{{0,3}}(?:[:：.、\n \u3000\t）)]|$)"
        r"|[（(\[【]?此件|抄送|主题词"
        rf"|(?:{_LABELLED}){_SP}[:：]|(?:电{_SP}话|联{_SP}系{_SP}人|传{_SP}真|地{_SP}址|邮{_SP}编){_SP}[:：]"
        r"|打印|分享|字[号体](?:[:：]|$)|(?:关闭|返回|收藏|下载|首页|扫一扫|当前位置|版权所有|网站地图|视力保护)|相关(?:链接|阅读|解读|附件)|政策解读|一图读懂|解读[:：]"
        r"|上一[篇条]|下一[篇条]|[—–-]{1,4}[ \u3000]?\d{1,3}[ \u3000]?[—–-]{1,4}$"
        r"|\d{1,4}$|[（(](?:盖章|公章|联系人|本文有删减|信息公开)"
        r"|(?:&nbsp;?|&#?\w{1,8};|[\s【】\]\[|/])+$|(?:https?)?[:：]?//|www\.|-END-",
    ),
    Form(
        "occasion",
        SentenceClass.BACKGROUND,
        "目的、依据或缘由",
        r"(?:为了?|根据|按照|依据|依照|遵照|经|鉴于|由于|现|现就|结合|针对)[^。；]{2,180}?(?:现(?:就|将|提出|制定|予|印发|通知|公布|批准|批复|答复|决定|转发|面向|向|征求)"
        r"|特?制定(?:本|了|以下|如下|此|《)|制[定订]本|特(?:制|提)|提出(?:以下|如下)|如下|我[部局厅委办市省](?:组织|决定|制|编|起草|会同|研究))|政策依据[:：]",
    ),
    Form(
        "time",
        SentenceClass.BACKGROUND,
        "现状、形势或经过",
        r"(?:随着|鉴于|由于|近年来?|近些年|近期|多年来|长期以来|一直以来|历年|目前|当前|现阶段|截至|截止|去年|今年以来|此前|过去|此次|改革开放|新中国成立|党的十[七八九]大以来"
        r"|[“\"]?十[一二三四][·\u2022]?五[”\"]?(?:以来|时期以来|期间[，,]我)|\d{4}(?:年|-\d{4}年|—\d{4}年)(?!底|末|[^，。；]{0,9}前|起|[^，。；]{0,6}[，,](?:要|力争|确保|全[省市县]))"
        r"|经(?:研究|审查|排查|检查|调查|核查|查|审核|审议)|受[^，。；]{2,20}影响)",
    ),
    Form(
        "definition",
        SentenceClass.BACKGROUND,
        "定义、适用范围或说明",
        rf"(?:本|该){_OURS}(?:所称|中|适用|所指|主要|是|共|规定了|不适用|未尽)"
        r"|(?:注|备注|说明|注释)\d?[:：]|适用(?:于|范围|对象)|计算公式",
    ),
    Form(
        "guide",
        SentenceClass.PRINCIPLE,
        "指导思想或原则",
        r"(?:始终|要|应|应当|全面)?(?:坚持|遵循|秉持|秉承|恪守|高举)|(?:全面|深入|认真|坚决)?(?:学习)?贯彻(?:落实|执行)?(?:党的|习近平|新发展|党中央|中央|科学发展|国家教育|以)"
        r"|(?:以|牢固?树立)[^。；]{2,120}为(?:指导|统领|主线|导向|核心|引领|根本|中心|宗旨|遵循|出发点|目标|重点|抓手|动力|契机|基础|主体|载体|目的|突破口|准绳)"
        r"|牢固?树立|践行|立足新发展阶段",
    ),
    Form(
        "goal",
        SentenceClass.GOAL,
        "目标",
        r"(?:力争|争取)?(?:用\d年|到|至)[ ]?(?:20\d\d年|[“\"]?十[二三四五]|本世纪)|力争"
        r"|(?:总体|主要|工作|具体|阶段|近期|远期|中期|长期)目标"
        r"|(?:通过|经过|用)[^，。；]{0,20}(?:努力|年)[^，。；]{0,8}，",
    ),
    Form(
        "appeal",
        SentenceClass.EXHORTATION,
        "泛指各级各部门的号召",
        r"(?:请|要求|希望)?(?:各级|各地|各有关|各相关|各部门|各单位|全[省市县区州国校]各?|有关|相关|所有|广大|其他"
        rf"|各[^，。；]{{1,40}}?{_ADDRESSED}|地方(?:各级)?)[^。；]{{0,60}}?(?:(?<![主重需首])要(?![求点素])|应当?|须|务必|必须|需|请|可|不得)"
        r"|(?:切实|进一步|充分|全面)?(?:高度重视|提高(?:思想)?认识|提高(?:政治)?站位|统一思想|充分认识|深刻认识|加强(?:组织)?领导|增强(?:责任|使命|大局)|强化(?:组织领导|责任担当|责任意识|组织保障))"
        r"|精心组织|周密部署|认真(?:组织|贯彻|抓好|做好|落实)|狠抓落实|压实责任|层层(?:落实|压实|传导)",
    ),
    Form("work", SentenceClass.MEASURE, "部署或规定事项", ORDERS),
)
_BY_NAME = {form.name: form for form in FORMS}
_BEGINNING = re.compile(_LEAD + "(?:" + "|".join(f"(?P<{form.name}>{form.pattern})" for form in FORMS) + ")")

# What tells a form wherever it stands in a sentence
_INSIDE = re.compile(
    r"(?:通知|批复|答复|公告|函复|通报|规定|函告|复函)如下|收悉(?=[。，]?$)|从其规定|同时废止|(?<=日)印发(?=字号|[^\u4e00-\u9fff]{0,20}$)|是指|系指|特指|指的是|所称"
)
_NEAR = 160
_INSIDE_NAME = {"废止": "effect", "印发": "furniture"} | dict.fromkeys(
    ("是指", "系指", "特指", "的是", "所称"), "definition"
)


def of_form(text: str, start: int, end: int) -> Form | None:
    """Return the form in which the sentence `text[start:end]` begins, or None where no rule knows it."""
    match = _BEGINNING.match(text, start, end)
    if match and match.lastgroup != "work":
        return _BY_NAME[match.lastgroup or ""]
    inside = _INSIDE.search(text, start, min(end, start + _NEAR))
    if inside:
        return _BY_NAME[_INSIDE_NAME.get(inside.group()[-2:], "closing")]
    return _BY_NAME["work"] if match else None
