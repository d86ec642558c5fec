"""Responsibility clauses in the forms that official Chinese gives them."""

from __future__ import annotations

from datetime import date

import pytest

from graph_builder.model import Span
from graph_builder.recognise.duties.clauses import clauses
from graph_builder.recognise.duties.conventions import first_leads, standing_duties
from graph_builder.recognise.duties.statements import statements

SIGNED = date(2020, 5, 1)


def read(text: str) -> list[str]:
    found = clauses(text, Span(0, len(text)), SIGNED)
    assert all(clause.span.of(text) and m.span.of(text) == m.text for clause in found for m in clause.mentions)
    return [f"{m.role} {m.text}{'*' if m.generic else ''}" for clause in found for m in clause.mentions]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("修建水库。（水利厅、财政厅负责）", ["responsible 水利厅", "responsible 财政厅"]),
        ("（生态环境局负责指导）", ["guide 生态环境局"]),
        ("（市水利局为牵头单位，市财政局配合）", ["lead 市水利局", "support 市财政局"]),
        ("（省税务局按分管领域负责，各市（州）〔县〕政府落实）", ["responsible 省税务局", "responsible 各市（州）〔县〕政府"]),
        ("（责任单位：市规划局等涉及联合验收的相关单位）", ["responsible 市规划局", "responsible 涉及联合验收的相关单位*"]),
        ("完善办法。〔牵头单位：市规划局，责任单位：市住建局\n下一段。", ["lead 市规划局", "responsible 市住建局"]),
        ("修建水库。〔各地（市）行署（人民政府），水利厅负责〕", ["responsible 各地（市）行署（人民政府）", "responsible 水利厅"]),
        ("修建水库。(水利厅牵头，财政厅、林业厅配合)", ["lead 水利厅", "support 财政厅", "support 林业厅"]),
        ("（水利部牵头，有关部门及各地区按职责分工负责）", ["lead 水利部", "responsible 有关部门*", "responsible 各地区*"]),
        ("（由交通运输厅会同公安厅负责）", ["responsible 交通运输厅", "support 公安厅"]),
        ("（水利厅指导，试点县政府负责落实）", ["guide 水利厅", "responsible 试点县政府"]),
        ("（商务局指导，供销社参与）", ["guide 商务局", "support 供销社"]),
        ("（牵头单位：市水利局；配合单位：市财政局、各区政府）", ["lead 市水利局", "support 市财政局", "support 各区政府"]),
        ("（责任单位：市水利局、市林业局；完成时限：2020年12月）", ["responsible 市水利局", "responsible 市林业局"]),
        ("（责任部门：各县政府）", ["responsible 各县政府"]),
        ("疏浚河道。\n属地责任：各县（区）政府\n责任单位：水利局\n", ["responsible 各县（区）政府", "responsible 水利局"]),
        ("疏浚河道。责任单位：市水务局、各区政府。", ["responsible 市水务局", "responsible 各区政府"]),
        ("治理。\n\n　　牵头部门：市水利局\n\n　　配合部门：市财政局、住建局，团市委\n",
         ["lead 市水利局", "support 市财政局", "support 住建局", "support 团市委"]),
        ("（市水利局、市财政局按职责分工负责，2020年底前完成）", ["responsible 市水利局", "responsible 市财政局"]),
        ("（水利厅、林业厅牵头）", ["lead 水利厅", "lead 林业厅"]),
        ("（市教育局，市人社局，各县区政府负责）", ["responsible 市教育局", "responsible 市人社局", "responsible 各县区政府"]),
        ("（责任单位：市财政局牵头，市税务局配合）", ["lead 市财政局", "support 市税务局"]),
        # a role behind a name; 牵头会同 in one; bare labels
        ("责任单位：市水利局（牵头）、市财政局、市民政局（配合）\n", ["lead 市水利局", "responsible 市财政局", "support 市民政局"]),
        ("（由市水利局牵头会同市财政局、市民政局落实，2025年底前完成）", ["lead 市水利局", "support 市财政局", "support 市民政局"]),
        ("（市水利局牵头，会同新区河湖局协同推进）", ["lead 市水利局", "support 新区河湖局"]),
        ("（牵头：市水利局，配合：市财政局）", ["lead 市水利局", "support 市财政局"]),
        ("（市水利局、市林业局牵头督导，市公安局参与）", ["lead 市水利局", "lead 市林业局", "support 市公安局"]),
        ("责任单位:市水利局、市林业局(第一责任单位为牵头单位,下同)\n", ["responsible 市水利局", "responsible 市林业局"]),
        ("（市水利局主责，各区县配合）", ["lead 市水利局", "support 各区县"]),
        ("（市水利局负总责，各区县抓落实）", ["responsible 市水利局", "responsible 各区县"]),
        ("（责任部门：市水利局等12个部门）", ["responsible 市水利局"]),
        ("责任部门及单位：市水利局、市财政局\n", ["responsible 市水利局", "responsible 市财政局"]),
        ("（责任单位：市水利局　市财政局　市民政局）", ["responsible 市水利局", "responsible 市财政局", "responsible 市民政局"]),
        ("（责任单位：市水利局/市财政局）", ["responsible 市水利局", "responsible 市财政局"]),
        ("（省水利厅负责。各市、县人民政府落实）", ["responsible 省水利厅", "responsible 各市、县人民政府"]),
        ("（责任单位：市水利局，以下均涉及各县（市、区），不再列出）", ["responsible 市水利局"]),
        # labels with a tier, with 为, behind a dash; signs at names; bodies without a word of their own
        ("（市级责任单位：市水利局；县级责任单位：各县区政府）", ["responsible 市水利局", "responsible 各县区政府"]),
        ("市直牵头单位：市水利局\n", ["lead 市水利局"]),
        ("修建水库，责任单位为市水利局、市财政局。", ["responsible 市水利局", "responsible 市财政局"]),
        ("（牵头单位为市水利局，配合单位为市财政局）", ["lead 市水利局", "support 市财政局"]),
        ("修建水库——牵头单位：市水利局\n", ["lead 市水利局"]),
        ("（责任单位：★市水利局、市财政局*）", ["responsible 市水利局", "responsible 市财政局"]),
        ("（市水利局牵头；市财政局、各县区政府）", ["lead 市水利局", "responsible 市财政局", "responsible 各县区政府"]),
        ("（市水利局负责，长期坚持）", ["responsible 市水利局"]),
        ("〔市水利局牵头，会同市财政局、市供销社于2020年9月底前完成〕",
         ["lead 市水利局", "support 市财政局", "support 市供销社"]),
        ("（责任单位：市水利局。各项措施责任单位均包括各县区政府，以下不再列出）", ["responsible 市水利局"]),
        # what only looks like a clause
        ("（以下简称示范区）", []),
        ("（由用户自行负责）", []),
        ("（党政主要负责同志负责）", []),
        ("全县要高度重视（见附件2），抓好落实。", []),
        ("开工（改、扩）建项目（含续建）。", []),
    ],
)  # fmt: skip
def test_forms(text: str, wanted: list[str]) -> None:
    assert read(text) == wanted


def test_span_is_the_clause_as_printed() -> None:
    text = "做好防汛。（水利局负责）做好抗旱。（农业局负责）"
    assert [c.span.of(text) for c in clauses(text, Span(0, len(text)))] == ["（水利局负责）", "（农业局负责）"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2020年底前完成", date(2020, 12, 31)),
        ("2021年6月底前完成", date(2021, 6, 30)),
        ("年底前完成", date(2020, 12, 31)),
        ("完成时限：2021年12月", date(2021, 12, 31)),
        ("完成时限：2021年3月15日", date(2021, 3, 15)),
        ("10月底完成", date(2020, 10, 31)),
        ("6月底前取得明显成效", date(2020, 6, 30)),
    ],
)
def test_deadline_inside_a_clause(words: str, day: date) -> None:
    text = f"（市水利局负责，{words}）"
    (clause,) = clauses(text, Span(0, len(text)), SIGNED)
    assert clause.deadline is not None
    assert clause.deadline.day == day
    assert [m.text for m in clause.mentions] == ["市水利局"]


def test_shared_prefix_is_known_and_not_restored() -> None:
    text = "（市水利局、财政局，县政府办，市场监管局负责）"
    (clause,) = clauses(text, Span(0, len(text)))
    assert [(m.text, m.prefix) for m in clause.mentions][:2] == [("市水利局", ""), ("财政局", "市")]


@pytest.mark.parametrize(
    "words",
    ["各项举措中排序第一的责任单位为该项牵头单位。", "各条排名第一的为牵头单位。", "列在首位的部门为牵头部门。"],
)
def test_first_leads_said_at_the_end_holds_for_all(words: str) -> None:
    text = f"甲。（责任单位：市水利局、市财政局）乙。（责任单位：市民政局）\n{words}\n"
    span = Span(0, len(text))
    found = first_leads(text, clauses(text, span), span)
    assert [m.role.value for c in found for m in c.mentions] == ["lead", "responsible", "lead"]


@pytest.mark.parametrize("words", ["标注“★”的为牵头单位。", "注：带★号者为牵头部门", "有★的责任单位为该项任务牵头单位"])
def test_a_sign_marks_the_lead(words: str) -> None:
    text = f"甲。（责任单位：市水利局、★市财政局）\n乙。（责任单位：市民政局★、市公安局）\n{words}\n"
    span = Span(0, len(text))
    found = first_leads(text, clauses(text, span), span)
    assert [m.role.value for c in found for m in c.mentions] == ["responsible", "lead", "lead", "responsible"]


def test_brackets_with_nothing_but_bodies() -> None:
    closed = [
        "新建水库。（市水利局、市财政局，各县（市、区）政府）\n",
        "疏浚河道。（市水利局，2020年6月底前）\n",
        "公开水价。（市物价局等部门）\n",
    ]
    assert read("".join(closed)) == [
        *("responsible 市水利局", "responsible 市财政局", "responsible 各县（市、区）政府"),
        *("responsible 市水利局", "responsible 市物价局"),
    ]
    assert read(closed[0]) == []
    assert read("新建水库（市水利局，2020年6月底前）\n疏浚河道（市水务局，2020年9月底前）\n") == [
        "responsible 市水利局",
        "responsible 市水务局",
    ]
    assert read("水库由主管部门（市水利局）\n河道由主管部门（市水务局）\n") == []
    assert read("水位上涨。（国家统计局）水位下降。（见附件）\n" * 5) == []
    assert clauses("".join(closed), Span(0, 80), SIGNED)[1].deadline is not None


def test_first_leads_from_its_clause_on() -> None:
    text = "甲。（财政部、水利部负责）乙。（水利部、教育部负责，排在第一位的部门为牵头部门，下同）丙。（民政部负责）"
    span = Span(0, len(text))
    found = first_leads(text, clauses(text, span), span)
    assert [[(m.text, m.role.value) for m in c.mentions] for c in found] == [
        [("财政部", "responsible"), ("水利部", "responsible")],
        [("水利部", "lead"), ("教育部", "responsible")],
        [("民政部", "lead")],
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("。以下均需试点县政府落实，不再列出", ["试点县政府"]),
        (
            "，以下均需各园区管委会，各镇（街）人民政府（办事处）落实，不再列出",
            ["各园区管委会", "各镇（街）人民政府（办事处）"],
        ),
        ("；以下措施均由市州、县市区人民政府负责落实，不再单独列出", ["市州、县市区人民政府"]),
        ("。以下政策均需各县级市政府落实，不再单独列出", ["各县级市政府"]),
        ("。各项措施责任单位均包括各区人民政府，以下不再列出", ["各区人民政府"]),
    ],
)
def test_standing_duty(words: str, wanted: list[str]) -> None:
    text = f"（水利部、财政部负责{words}）"
    (duty,) = standing_duties(text, Span(0, len(text)))
    assert [m.text for m in duty.mentions] == wanted
    (clause,) = clauses(text, Span(0, len(text)))
    assert [m.text for m in clause.mentions] == ["水利部", "财政部"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("由商务部牵头推进口岸建设。", ["lead 商务部"]),
        (
            "水利部会同自然资源部、工业和信息化部等部门制定办法。",
            ["responsible 水利部", "support 自然资源部", "support 工业和信息化部"],
        ),
        ("水利部要会同有关方面做好指导、督查和总结工作。", ["guide 水利部", "supervise 水利部", "support 有关方面*"]),
        ("海关总署要继续做好牵头工作，优化布局。", ["lead 海关总署"]),
        ("到2025年，省水利厅负责编制流域规划。", ["responsible 省水利厅"]),
        ("省水利厅要会同有关部门制定流域规划。", ["responsible 省水利厅", "support 有关部门*"]),
        (
            "成立由省林业局牵头，省财政厅、省公安厅等参加的工作组。",
            ["lead 省林业局", "support 省财政厅", "support 省公安厅"],
        ),
        ("堤防管护由省水利厅负责，林木采伐由省林业局负责。", ["responsible 省水利厅", "responsible 省林业局"]),
        ("各县人民政府、东湖新区管委会要落实属地责任。", ["responsible 各县人民政府", "responsible 东湖新区管委会"]),
        ("本办法由市水利局负责解释。", []),
        ("市水利局要建立督查和通报制度。", ["responsible 市水利局"]),
        ("云州市经济和信息化局负责平台的统筹协调和监督指导。", ["responsible 云州市经济和信息化局"]),
        ("县人力资源和社会保障局要抓好培训。", ["responsible 县人力资源和社会保障局"]),
        ("3.县督查办：负责指导考核评价工作。", ["guide 县督查办"]),
        ("7.县水利局：负责协助镇村做好堤防巡查。", ["support 县水利局"]),
        ("区农业农村局是申请项目的受理部门，负责材料审核。", ["responsible 区农业农村局"]),
        ("市水利局将不定期抽查各县区巡堤情况。", ["supervise 市水利局"]),
        ("省水利厅负责对各地落实情况进行监督检查。", ["supervise 省水利厅"]),
        ("省水利厅、省林业局共同牵头研究储备制度。", ["lead 省水利厅", "lead 省林业局"]),
        ("2026年上半年，试点城市政府印发实施方案。", ["responsible 试点城市政府"]),
        ("试点县负责编制水网规划。", ["responsible 试点县"]),
        ("验收办法由市水利局制定。", ["responsible 市水利局"]),
        ("我部委托云南省水利厅配合长江监督站，负责该工程的监督检查。", ["support 云南省水利厅"]),
        ("市水利局要指导龙头企业牵头成立联盟。", ["guide 市水利局"]),
        (
            "市水利局、市林业局要加强指导，市审计局要加强监督检查。",
            ["guide 市水利局", "guide 市林业局", "supervise 市审计局"],
        ),
        ("市水利局为牵头单位，市财政局为配合单位。", ["lead 市水利局", "support 市财政局"]),
        ("市水利局要积极做好配合。", ["support 市水利局"]),
        (
            "水利部要会同财政部、人力资源社会保障部、煤矿安监局等有关部门，尽快制定办法。",
            [
                "responsible 水利部",
                "support 财政部",
                "support 人力资源社会保障部",
                "support 煤矿安监局",
                "support 有关部门*",
            ],
        ),
        (
            "由市水利局会同市委人才办、市财政局制定。",
            ["responsible 市水利局", "support 市委人才办", "support 市财政局"],
        ),
        ("人民银行、银监会负责统计。", ["responsible 人民银行", "responsible 银监会"]),
        (
            "由中央宣传部（国务院新闻办）牵头，中央网信办等参加。",
            ["lead 中央宣传部（国务院新闻办）", "support 中央网信办"],
        ),
        ("工作要求水利部要牵头做好巡查。", ["lead 水利部"]),
        ("市水利局：按照分工做好巡堤，及时上报险情。", ["responsible 市水利局"]),
        ("市水利局：张三，电话12345。", []),
        ("甲省水利厅：按照巡堤工作要求，你厅及时上报了险情。", []),
        # a line broken in mid-sentence
        ("为做好全市防汛抗旱各项工作的统筹协调，市水利局负责制定全市防洪的\n调度办法。", ["responsible 市水利局"]),
        ("本市防汛抗旱工程建设资金的使用和监督管理工作由区工业\n和信息化局承担。", []),
        # a condition of procedure; words that only touch a name
        ("材料经市水利局审核后报省水利厅。", []),
        ("民办学校收费实行政府指导价管理。", []),
        ("避免基层政府承担过多责任。", []),
        # what stands between a body and its work
        ("县森林防火指挥部（以下简称县指挥部）负责组织扑救。", ["responsible 县森林防火指挥部"]),
        ("市粮食局、市商务局按照各自职能分工，负责应急供应。", ["responsible 市粮食局", "responsible 市商务局"]),
        (
            "清单请市科技局、市农业农村局等部门在2019年2月底前完成。",
            ["responsible 市科技局", "responsible 市农业农村局"],
        ),
        ("市水利局也表示将积极配合市发展改革委做好立项。", ["support 市水利局"]),
        ("2004年市发展改革委将会同市水利局认真研究。", ["responsible 市发展改革委", "support 市水利局"]),
        (
            "市财政局会同市直有关部门（单位），对价差进行审核。",
            ["responsible 市财政局", "support 市直有关部门（单位）*"],
        ),
        # work that is only given by 由, and who takes part in it
        ("由市商务局承办，市农业局、市卫生局协办。", ["responsible 市商务局", "support 市农业局", "support 市卫生局"]),
        ("这项工作由市外事办公室和市档案馆统一归口管理。", ["responsible 市外事办公室", "responsible 市档案馆"]),
        ("扑救工作由县森林防火指挥部指挥。", ["responsible 县森林防火指挥部"]),
        ("县森林防火指挥部指挥车三辆。", []),
        # the first predicate gives the role
        ("省市场监督管理局要会同有关部门制定抽查清单。", ["responsible 省市场监督管理局", "support 有关部门*"]),
        ("市人力资源社会保障局要统筹协调政策制定、督促落实等工作。", ["responsible 市人力资源社会保障局"]),
        ("区政府办公室将对目标任务进行全程跟踪督办。", ["supervise 区政府办公室"]),
        ("市水利局、市林业局要组织开展监督检查。", ["supervise 市水利局", "supervise 市林业局"]),
        ("市教育局要将巡堤纳入督导内容。", ["supervise 市教育局"]),
        # lists of duties in other settings
        ("县环保局。负责对禁烧工作实施监督。\n", ["supervise 县环保局"]),
        ("2.2.1 市防汛抗旱指挥部职责\n负责全市防汛抗旱工作。\n", ["responsible 市防汛抗旱指挥部"]),
        ("市水利局\n负责堤防的日常巡查。\n", ["responsible 市水利局"]),
        ("沙河市水利局的主要职责是：\n（一）负责堤防管理。\n", ["responsible 沙河市水利局"]),
        ("联席会议办公室设在市教育局，主要承担联络和协调等日常工作。", ["responsible 联席会议办公室"]),
        # a department named by its field, with its tier and without
        ("市水务部门作为牵头责任单位，负责工程审查。", ["lead 市水务部门"]),
        ("第五条　国务院专利行政部门负责专利代理管理。", ["responsible 国务院专利行政部门"]),
        ("教育部门会同文化部门选派教师。", ["responsible 教育部门*", "support 文化部门*"]),
        ("财政部门要加大投入。", []),
        # no work at all
        ("沙河市水利局为市政府工作部门，机构规格正科级。", []),
        ("应急管理部负责抢险救援。", ["responsible 应急管理部"]),
        ("市水利局要对各县区进行一次督查。", ["supervise 市水利局"]),
        ("由市水利局会同市残联制定。", ["responsible 市水利局", "support 市残联"]),
        ("具体办法由市水利局另行制定。", ["responsible 市水利局"]),
        ("市水行政主管部门主管全市河道管理工作。", ["responsible 市水行政主管部门"]),
        ("市水利局每季度对巡堤情况进行一次督查汇总。", ["supervise 市水利局"]),
        ("县政府办公室将严格按照督查制度，加强跟踪督查。", ["supervise 县政府办公室"]),
        ("市、区水务部门负责河道巡查。", ["responsible 市、区水务部门*"]),
        ("市公安机关负责查处。", ["responsible 市公安机关"]),
        ("由县级残联组织会同县水利局制定。", ["responsible 县级残联组织", "support 县水利局"]),
        ("市水利局下达计划后，按程序执行。", []),
        ("市水利局受理申请后，应当公开结果。", ["responsible 市水利局"]),
        ("市水利局组织开展巡堤。", ["responsible 市水利局"]),
        ("材料齐全后提请市水利局组织评审。", []),
        ("由市水务总公司协助市水利局做好规划。", ["support 市水务总公司"]),
        ("（1）不按照市粮食应急指挥部要求采取措施的；", []),
        ("水利部、林业部对表现突出的集体予以表扬。", []),
        (
            "国务院自由贸易试验区联席会议办公室要发挥统筹协调作用。",
            ["responsible 国务院自由贸易试验区联席会议办公室"],
        ),
        # done already, or the words of something else
        ("近年来，市水利局组织开展了巡堤。", []),
        ("市水利局要高度重视防汛工作。", []),
        ("会同县公安局开展巡查。", []),
        ("部署安排要周密部署落实。", []),
        ("一是要促进东中西部协调发展。", []),
        ("2020年7月23日，云州市水利局对甲公司开展检查。", []),
        ("在运行过程中，云州供水有限公司应遵守下列条件。", []),
        ("请云州供水公司负责水质管理的部门负责人参加。", []),
        ("你公司应编制报告书报我部审批。", []),
        (
            "由水利部会同长江水务总公司、国务院防汛领导小组制定计划。",
            ["responsible 水利部", "support 长江水务总公司", "support 国务院防汛领导小组"],
        ),
        ("发挥省防汛工作组统筹作用，督促开发区管理办公室加强巡查。", []),
        ("各县人民政府要制定本地方案。", []),
        ("县区人民政府要加强督查。", []),
        # bodies of other kinds: offices of streets, co-operatives, brigades, associations with a place
        ("柳河街道办事处负责群众工作。", ["responsible 柳河街道办事处"]),
        ("市供销社、省水上救援总队要督促企业。", ["supervise 市供销社", "supervise 省水上救援总队"]),
        ("市河道航运协会负责行业自律。", ["responsible 市河道航运协会"]),
        ("市医疗保险经办机构负责待遇审核。", ["responsible 市医疗保险经办机构"]),
        ("行业协会要加强自律，公立医院要参与。", []),
        ("由市水利局、市财政局共同牵头，会同市供销社制定。", ["lead 市水利局", "lead 市财政局", "support 市供销社"]),
        # in charge in other words; who is consulted; work that is not the subject's own
        ("此项工作由市水利局负总责，市财政局配合。", ["responsible 市水利局", "support 市财政局"]),
        ("由市水利局总牵头，市财政局等10个部门共同参与。", ["lead 市水利局", "support 市财政局"]),
        ("由市水利局统筹，市财政局具体落实。", ["responsible 市水利局", "responsible 市财政局"]),
        ("市水利局会商市财政局提出方案。", ["responsible 市水利局", "support 市财政局"]),
        ("市水利局要加强会商研判。", ["responsible 市水利局"]),
        ("市水利局将联合市公安局查处。", ["responsible 市水利局", "responsible 市公安局"]),
        ("市水利局联合市公安局现场查明。", []),
        ("市水利局负责业务指导，市财政局负责资金。", ["guide 市水利局", "responsible 市财政局"]),
        ("本规定适用于水利部负责审批的堤防。", []),
        ("市水利局负责监管的具体工作。", ["responsible 市水利局"]),
        # a comma behind the subject, only where it opens the sentence
        ("市水利局、市财政局等部门，要抓紧修订目录。", ["responsible 市水利局", "responsible 市财政局"]),
        ("（二）市水利局，负责堤防巡查。", ["responsible 市水利局"]),
        ("材料送市水利局，要一式三份。", []),
        # exhortation, and what no named body is told
        ("各地要切实负责，加强领导。", []),
        ("各级政府要加强组织领导。", []),
        ("企业负责落实主体责任。", []),
        ("有关部门要密切配合。", []),
        ("建立党政主要负责同志负总责的机制。", []),
    ],
)
def test_statements_in_running_text(text: str, wanted: list[str]) -> None:
    found = list(statements(text, Span(0, len(text)), []))
    assert [f"{m.role} {m.text}{'*' if m.generic else ''}" for c in found for m in c.mentions] == wanted


def test_no_sentence_runs_over_a_heading() -> None:
    text = "第三章 审查与验收第九条市水利局负责审查。第十条 市水利工作组应对险情。"
    headings = [0, text.index("第九条"), text.index("第十条")]
    (found,) = statements(text, Span(0, len(text)), [], headings=headings)
    assert found.span.of(text) == "第九条市水利局负责审查"
    assert [m.text for m in found.mentions] == ["市水利局"]


def test_a_reply_tells_only_what_is_to_come() -> None:
    text = "市水利局牵头制定办法。今后将由市林业局牵头，抓紧研究制定。市财政局要加大投入。"
    found = statements(text, Span(0, len(text)), [], narrates=True)
    assert [m.text for clause in found for m in clause.mentions] == ["市林业局", "市财政局"]


def test_lines_typed_one_by_one_are_no_sentences() -> None:
    line = "（一）资格初审。市水利局会同市直有关部门根据各自职责对申报"
    text = (
        "".join(f"为做好第{n}项工作并对全市各类水利工程建设管\n理加强指导监督。\n" for n in range(20))
        + line
        + "\n的项目进行初审。\n"
    )
    found = list(statements(text, Span(0, len(text)), []))
    assert found[-1].span.of(text) == "市水利局会同市直有关部门根据各自职责对申报\n的项目进行初审"
