"""What kind of body a name is by its form alone."""

from __future__ import annotations

import re

from .names import Kind

_ENDINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("other", re.compile(r"武警.{0,8}$|(?:军区|军分区|警备区|武装部|人武部)$")),
    ("government", re.compile(r"(?:人民政府|政府|行署|行政公署|街道办事处|街道办)$")),
    (
        "enterprise",
        re.compile(
            r"(?:公司|集团|银行|分行|支行|农商行|联社|信用社|交易所|工厂|供电局|铁路局|邮储行|营业管理部)$"
            r"|^中国(?:电信|移动|联通|铁塔|石油|石化|海油|邮政|中车)$"
        ),
    ),
    (
        "coordination",
        re.compile(
            r"(?:小组|联席会议?|指挥部|专班|工作组|协调组|推进组|组委会?|组织委员会|执委会|执行委员会|筹委会|攻坚组|协调机制)"
            r"(?:办公室|办|秘书处)?$"
        ),
    ),
    ("zone", re.compile(r"(?:管委会|(?:[区园城港谷湖山岛地]|新片区|中关村)管理委员会)$")),
    (
        "association",
        re.compile(
            r"(?:协会|学会|联合会|商会|总会|促进会|研究会|基金会|联谊会|工会|妇联|残联|文联|侨联|台联|工商联|社科联|青联|学联"
            r"|红十字会|科协|作协|记协|团委|关工委|贸促会|志愿者?[^局]{0,6}会|消委会)$|^共青团"
        ),
    ),
    ("other", re.compile(r"(?:法院|检察院|常委会|人大|政协|法庭)$")),
    (
        "institution",
        re.compile(
            r"(?:大学|学院|学校|院校|中学|小学|幼儿园|党校|医院|卫生院|保健院|中心|研究院|研究所|科学院|[农林科社]科院|院"
            r"|[书物化术技案育念文览]馆|电台|电视台|广播电视总?台|报社|日报|晚报|杂志社|出版社|通讯社|站|所|管理部|管理处|(?<!街道)办事处)$"
        ),
    ),
    ("office", re.compile(r"(?:办公室|办公厅|办|秘书处|督[查导]室|研究室|参事室|管委办)$")),
    ("department", re.compile(r"(?:厅|局|委|部|委员会|署|总队|支队|大队|中队|部门|公安机关|(?<!公)司)$")),
)


# What companies of every place are called by.
_TRADE = re.compile(
    r"自来水|供?水务?|城市|城投|城建|交投|开投|产投|创投|金控|国投|文旅|建设|投资|开发|集团|股份|有限|责任|总?公司|分公司|支公司|燃气|天然气"
    r"|热力|供热|公交|公共|轨道|地铁|交通|旅游|文化|体育|产业|国有|国资|资本|资产|运营|经营|控股|发展|实业|机场|民航|港航|港口|农业|农垦"
    r"|农村|商业|农商|村镇|信用|联社|担保|再|融资|粮食|广播|电视|报业|传媒|供电|电力|电网|供电局|铁路局|银行|分行|支行|保险|电信|移动|联通"
    r"|铁塔|石油|烟草|邮政|环境|环保|环卫|能源|科技|市政|工程|房地产|置业|人力|资源|服务|管理|国际|物流|创新|污水|处理|园林|绿化|市场"
    r"|各?[省市县区州]"
)


def written_out(name: str) -> str:
    """Write out the endings that stand for one word in names of bodies: 办, 委, 监管局."""
    name = re.sub(r"(?<=.)(?<![督主代承协经])办$", "办公室", name)
    name = re.sub(r"(?<=[^党工团县省市区州纪监政编])委$", "委员会", name)
    return re.sub(r"(?<=.)监管局$", "监督管理局", name)


def kind_by_form(name: str) -> Kind:
    """Return the kind that the ending of the name shows."""
    return next((kind for kind, ending in _ENDINGS if ending.search(name)), "other")


def names_itself(name: str) -> bool:
    """Whether a company or school has a name of its own, with which it can stand without its place."""
    if re.search(r"[^省市县区州]{2}大学$", name):
        return True
    if len(name) >= 6 and name.endswith(("学院", "报社", "电视台", "电视总台")):
        return True
    return kind_by_form(name) == "enterprise" and len(_TRADE.sub("", name)) >= 2
