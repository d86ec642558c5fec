"""Every named query asked of the sample documents: the answers were read from their texts, not from the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graph_builder import build
from queries import list_queries, open_graph, run
from queries.backends import Backend

STATE, XIZANG, YUNNAN = (
    "state-council-nonferrous-opinion.txt",
    "xizang-nonferrous-plan.txt",
    "yunnan-nonferrous-opinion.txt",
)
GUIDE = "国务院办公厅关于营造良好市场环境促进有色金属工业调结构促转型增效益的指导意见"
PLAN = "西藏自治区有色金属工业转型增效实施方案"
OPINION = "云南省人民政府办公厅关于促进有色金属工业调结构增效益的实施意见"
CENTRAL = "藏中、藏东地区有色金属资源开发基地"
SOUTH = "藏南地区铬铁矿、铅锌矿、铜多金属矿产业基地"

# The query, its parameters, columns that are looked at, the number of rows, and rows among them (all of them where they
# are as many as that number).
Rows = Sequence[tuple[str | None, ...]]
Asked = tuple[str, dict[str, str], str, int, Rows]

WHO: list[Asked] = [
    ("bodies", {}, "departmentLabel leadTasks responsibleTasks superviseTasks tasks", 64,
     [("国家发展和改革委员会", "2", "3", "1", "6"), ("西藏自治区发展和改革委员会", "0", "7", "0", "7"),
      ("云南省财政厅", "1", "0", "0", "2"), ("云南省人民政府督查室", "0", "0", "1", "1")]),
    # A name without its place is that of every place.
    ("body", {"body": "发展改革委"}, "bodyLabel taskNumber role", 15,
     [("西藏自治区发展和改革委员会", "四（一）", "responsible"), ("国家发展和改革委员会", "二（三）", "lead"),
      ("云南省发展和改革委员会", "二1", "support")]),
    ("body", {"body": "发展改革委", "place": "云南"}, "taskNumber role", 2, [("二1", "support"), ("二2", "support")]),
    ("body", {"body": "省财政厅"}, "taskNumber role deadline", 2,
     [("二1", "support", "2019-12-31"), ("三（一）", "lead", "2017-09-30")]),
    ("body-responsibilities", {"name": "藏青工业园"}, "taskNumber mention role quote", 2,
     [("三（一）", "藏青工业园管委会", "responsible",
       "（发展改革委、工业和信息化厅、环境保护厅、国土资源厅、藏青工业园管委会负责）"),
      ("三（四）", "藏青工业园管委会", "responsible",
       "（科技厅、工业和信息化厅、安全监管局、发展改革委、藏青工业园管委会负责）")]),
    ("responsibilities", {}, "source taskNumber mention role", 99,
     [(STATE, "二（三）", "国土资源部", "support"), (XIZANG, "四（五）", "教育厅", "responsible"),
      (YUNNAN, "二2", "有关州、市人民政府", "support"), (STATE, None, "国家发展改革委", "supervise")]),
    ("tasks", {}, "source taskNumber taskLabel deadline", 27,
     [(STATE, "二（四）", "加快退出落后产能", "2018-12-31"), (XIZANG, "三（六）", "积极推进国际合作", None),
      (YUNNAN, "三（三）", "加强督导考核", None)]),
    ("who-is-responsible", {"heading": "金融"}, "source taskNumber mention role", 19,
     [(STATE, "三（九）", "人民银行", "lead"), (STATE, "三（九）", "有关部门", "support"),
      (XIZANG, "四（四）", "金融办", "responsible"), (YUNNAN, "三（一）", "云南证监局", "support")]),
    ("who-by-mineral", {"mineralName": "磷"}, "mineralLabel source taskNumber mention role deadline", 4,
     [("磷", YUNNAN, "二1", mention, role, "2019-12-31")
      for mention, role in (("省国土资源厅", "lead"), ("省发展改革委", "support"), ("财政厅", "support"), ("云南冶金集团", "support"))]),
    ("who-by-mineral", {"mineralName": "铬"}, "taskNumber mention", 4,
     [("三（二）", mention) for mention in ("发展改革委", "国资委", "工业和信息化厅", "各地（市）行署（人民政府）")]),
    ("who-by-mineral", {"mineralName": "锗"}, "taskNumber mention role", 4,
     [("二3", "省工业和信息化委", "lead"), ("二3", "省科技厅", "lead"), ("二3", "昆明市人民政府", "support"),
      ("二3", "红河州人民政府", "support")]),
    ("who-by-mine", {"mineName": "驱龙"}, "mineLabel source taskNumber mention", 4,
     [("驱龙铜矿", XIZANG, "三（二）", mention)
      for mention in ("发展改革委", "国资委", "工业和信息化厅", "各地（市）行署（人民政府）")]),
    ("who-by-mine", {"mineName": "玉龙铜矿（一期）"}, "mineLabel", 4, [("玉龙铜矿",)] * 4),
    ("who-by-base", {"baseName": "藏青"}, "baseLabel kind taskNumber mention", 10,
     [("藏青工业园", "IndustrialPark", number, mention)
      for number, mentions in (("三（一）", ("发展改革委", "工业和信息化厅", "环境保护厅", "国土资源厅", "藏青工业园管委会")),
                               ("三（四）", ("科技厅", "工业和信息化厅", "安全监管局", "发展改革委", "藏青工业园管委会")))
      for mention in mentions]),
    ("who-by-place", {"placeName": "昆明"}, "placeLabel level taskNumber mention role", 2,
     [("昆明市", "prefecture", "二3", "昆明市人民政府", "support"),
      ("昆明市", "prefecture", "三（一）", "人民银行昆明中心支行", "support")]),
    # Without those that have no place: a company, 有关州、市人民政府, 省直有关部门.
    ("who-by-place", {"placeName": "云南省"}, "placeLabel taskNumber mention", 20,
     [("云南省", "二1", "省国土资源厅"), ("红河哈尼族彝族自治州", "二3", "红河州人民政府")]),
    ("who-by-deadline", {}, "deadline statedFor taskNumber role departmentLabel", 17,
     [("2017-09-30", "body", "三（一）", "lead", "云南省财政厅"), ("2018-06-30", "body", "三（二）", "responsible", "云南省总工会"),
      ("2018-12-31", "task", "二（四）", "lead", "工业和信息化部"), ("2019-12-31", "task", "二1", "support", "云南冶金集团")]),
    ("who-by-deadline", {"before": "2018-06-30", "after": "2018-01-01"}, "deadlineText departmentLabel quote", 2,
     [("2018年6月", "云南省人力资源和社会保障厅", "完成时限：2018年6月）"), ("2018年6月", "云南省总工会", "完成时限：2018年6月）")]),
    ("group-members", {"group": "各省级人民政府"}, "divisionLabel memberLabel", 31,
     [("西藏自治区", "西藏自治区人民政府"), ("云南省", "云南省人民政府"), ("上海市", "上海市人民政府")]),
]  # fmt: skip

TOGETHER: list[Asked] = [
    ("together", {}, "tasks documents", 152, [("6", "1")]),
    ("partners", {"body": "财政部"}, "otherLabel tasks bodyLeads otherLeads", 8,
     [("国家发展和改革委员会", "1", "0", "1"), ("国家粮食局", "1", "0", "0"), ("国家税务总局", "1", "1", "0"),
      ("海关总署", "1", "1", "0"), ("商务部", "1", "1", "0"), ("人力资源和社会保障部", "1", "0", "1"),
      ("中华全国总工会", "1", "0", "0"), ("各省级人民政府", "1", "0", "0")]),
    ("partners", {"body": "工业和信息化部"}, "otherLabel tasks bodyLeads otherLeads", 6,
     [("国家发展和改革委员会", "3", "3", "1"), ("环境保护部", "2", "2", "0")]),
    ("shared-tasks", {"one": "省财政厅", "other": "省发展改革委"}, "source taskNumber oneRole otherRole quote", 1,
     [(YUNNAN, "二1", "support", "support", "配合单位：省发展改革委、财政厅，云南冶金集团")]),
    ("shared-tasks", {"one": "财政厅", "other": "发展改革委"}, "oneLabel otherLabel taskNumber", 4,
     [("西藏自治区财政厅", "西藏自治区发展和改革委员会", "四（一）"),
      ("云南省财政厅", "云南省发展和改革委员会", "二1")]),
    ("shared-tasks", {"one": "省财政厅"}, "taskNumber oneRole otherLabel otherRole", 8,
     [("二1", "support", "云南省国土资源厅", "lead"), ("三（一）", "lead", "云南省地方税务局", "support")]),
    ("leads-with-supports", {}, "leadLabel otherLabel role tasks", 38,
     [("工业和信息化部", "国家发展和改革委员会", "responsible", "2"), ("工业和信息化部", "国土资源部", "support", "1"),
      ("国家发展和改革委员会", "环境保护部", "support", "1"), ("云南省财政厅", "中国人民银行昆明中心支行", "support", "1")]),
    ("leads-with-supports", {"leadName": "国土资源厅"}, "leadLabel otherLabel", 3,
     [("云南省国土资源厅", other) for other in ("云南省发展和改革委员会", "云南省财政厅", "云南冶金集团")]),
    # Each document is of another place: only bodies that act under two leads.
    ("bridging-bodies", {}, "bodyLabel documents leads onlyLinks", 7,
     [(name, "1", "2", "0")
      for name in ("国家发展和改革委员会", "财政部", "环境保护部", "国土资源部", "云南省发展和改革委员会", "昆明市人民政府",
                   "红河哈尼族彝族自治州人民政府")]),
]  # fmt: skip

GAPS: list[Asked] = [
    ("tasks-without-body", {}, "source taskNumber quote", 3,
     [(XIZANG, "三（三）", "（三）依法依规处置落后产能"), (XIZANG, "三（六）", "（六）积极推进国际合作"),
      (XIZANG, "四（六）", "（六）充分发挥行业协会作用")]),
    ("several-leads", {}, "source taskNumber leads mention", 4,
     [(STATE, "二（三）", "2", "国家发展改革委"), (STATE, "二（三）", "2", "工业和信息化部"),
      (YUNNAN, "二3", "2", "省工业和信息化委"), (YUNNAN, "二3", "2", "省科技厅")]),
    # Not where one body acts with 有关部门 alone, as in 三（三） of Yunnan.
    ("tasks-without-lead", {}, "source taskNumber bodies", 10,
     [(XIZANG, "三（一）", "5"), (XIZANG, "三（二）", "4"), (XIZANG, "三（四）", "5"), (XIZANG, "三（五）", "3"),
      (XIZANG, "四（一）", "4"), (XIZANG, "四（二）", "3"), (XIZANG, "四（三）", "8"), (XIZANG, "四（四）", "8"),
      (XIZANG, "四（五）", "2"), (YUNNAN, "三（二）", "2")]),
    ("tasks-without-deadline", {}, "source taskNumber", 22,
     [(YUNNAN, "二2"), (YUNNAN, "二3"), (YUNNAN, "三（三）"), (STATE, "二（三）"), (XIZANG, "四（六）")]),
    ("only-generic-bodies", {}, "mention", 0, []),
    ("never-responsible", {}, "bodyLabel named source", 3,
     [("国务院办公厅", "issuer", STATE), ("西藏自治区人民政府办公厅", "issuer", XIZANG),
      ("云南省人民政府办公厅", "issuer", YUNNAN)]),
    ("deadline-before-issue", {}, "deadline", 0, []),
    ("parents-without-body", {}, "taskNumber", 0, []),
    # What one of the two does not take up, the other does.
    ("never-picked-up", {}, "sectionNumber", 0, []),
]  # fmt: skip

TIME: list[Asked] = [
    ("deadlines", {}, "deadline deadlineText source taskNumber", 11,
     [("2016-07-05", "本意见印发之日起30日内", STATE, None), ("2018-12-31", "2018年底前", STATE, "二（四）"),
      ("2019-12-31", "2019年底前", YUNNAN, "二1")]),
    ("timeline", {}, "year quarter deadlines tasks bodies documents", 5,
     [("2016", "3", "1", "1", "1", "1"), ("2017", "3", "1", "1", "6", "1"), ("2018", "2", "1", "1", "2", "1"),
      ("2018", "4", "1", "1", "5", "1"), ("2019", "4", "1", "1", "4", "1")]),
    ("timeline", {"after": "2018-01-01", "before": "2018-12-31"}, "year quarter", 2, [("2018", "2"), ("2018", "4")]),
    ("documents-by-year", {}, "year documents tasks responsibilities bodies", 2,
     [("2016", "1", "9", "34", "22"), ("2017", "2", "18", "65", "42")]),
    ("recurring-tasks", {}, "recurrence", 0, []),
    ("in-force", {}, "validFrom", 0, []),
    ("body-history", {"body": "国土资源部"}, "date kind originalLabel resultLabel", 16,
     [("2018-03-17", "merged", name, "自然资源部") for name in ("国土资源部", "国家海洋局", "国家测绘地理信息局")]),
]  # fmt: skip

DOCUMENTS: list[Asked] = [
    ("documents", {}, "source title number issuer signed published", 3,
     [(STATE, GUIDE, "国办发〔2016〕42号", "国务院办公厅", "2016-06-05", None),
      (XIZANG, PLAN, None, "西藏自治区人民政府办公厅", "2017-03-30", "2017-04-12"),
      (YUNNAN, OPINION, "云政办发〔2017〕9号", "云南省人民政府办公厅", "2017-01-26", None)]),
    ("references", {}, "source relation targetNumber", 6,
     [(STATE, "implements", "国发〔2013〕41号"), (XIZANG, "issues", None), (XIZANG, "implements", "国办发〔2016〕42号"),
      (XIZANG, "implements", "国发〔2013〕41号"), (YUNNAN, "implements", "国办发〔2016〕42号"), (YUNNAN, "repeals", None)]),
    ("rests-on", {}, "documentTitle relation targetNumber read source", 5,
     [(GUIDE, "implements", "国发〔2013〕41号", None, STATE),
      (PLAN, "implements", "国办发〔2016〕42号", "true", XIZANG), (PLAN, "implements", "国发〔2013〕41号", None, XIZANG),
      (OPINION, "implements", "国办发〔2016〕42号", "true", YUNNAN), (OPINION, "repeals", None, None, YUNNAN)]),
    ("cited-by", {"title": "〔2013〕41号"}, "targetTitle relation source signed quote", 2,
     [("国务院关于化解产能严重过剩矛盾的指导意见", "implements", source, day,
       "《国务院关于化解产能严重过剩矛盾的指导意见》（国发〔2013〕41号）")
      for source, day in ((STATE, "2016-06-05"), (XIZANG, "2017-03-30"))]),
    ("cited-by", {}, "targetNumber read relation source", 5,
     [("国办发〔2016〕42号", "true", "implements", XIZANG), ("国办发〔2016〕42号", "true", "implements", YUNNAN),
      ("国发〔2013〕41号", None, "implements", STATE), ("国发〔2013〕41号", None, "implements", XIZANG),
      (None, None, "repeals", YUNNAN)]),
    # The plan that Yunnan repeals is named nowhere else.
    ("repealed-still-cited", {}, "targetTitle", 0, []),
    ("indicators", {}, "source value unit year qualifier", 9,
     [(STATE, "80", "%", "2020", "不低于"), (XIZANG, "103", "种", None, None), (XIZANG, "49", "种", None, None),
      (XIZANG, "3000", "处", None, "余"), (XIZANG, "19.77", "亿元", "2016", None), (XIZANG, "26.3", "%", "2016", None),
      (YUNNAN, "30", "%", "2020", "以上"), (YUNNAN, "60", "座", "2020", None), (YUNNAN, "1.25", "倍", None, "不低于")]),
    ("left-out", {"document": "西藏"}, "parentNumber parentLabel", 1, [("三（十）", "做好职工安置")]),
    ("added", {"document": "西藏"}, "sectionNumber sectionLabel", 6,
     [("二", "发展现状"), ("三（二）", "合理规划产业布局"), ("四（一）", "盘活存量土地"), ("四（二）", "加强矿山基础设施建设"),
      ("四（五）", "加大专业人才培养、引进力度"), ("四（六）", "充分发挥行业协会作用")]),
    ("trace", {"document": "西藏"}, "sectionNumber parentNumber", 9,
     [("三（一）", "二（三）"), ("三（三）", "二（四）"), ("三（四）", "二（五）"), ("三（五）", "二（六）"), ("三（六）", "二（七）"),
      ("四（三）", "三（八）"), ("四（四）", "三（九）")]),
    ("who-carries-out", {"heading": "完善财税政策"}, "source sectionNumber mention role", 14,
     [(XIZANG, "四（三）", "国税局", "responsible"), (YUNNAN, "三（一）", "省财政厅", "lead")]),
    ("compare", {"one": XIZANG, "other": XIZANG}, "difference", 0, []),
]  # fmt: skip

DOMAIN: list[Asked] = [
    # A task concerns what the mines that it names hold: 钼 is named in 帮浦钼铜矿 alone.
    ("minerals", {}, "mineralLabel mines tasks", 15,
     [("磷", "1", "1"), ("锂", "2", "1"), ("钼", "1", "1"), ("地热", "0", "0")]),
    ("mines", {}, "mineLabel mineralLabel baseLabel status", 24,
     [("甲玛铜多金属矿", "铜", CENTRAL, "建成"), ("帮浦钼铜矿", "钼", CENTRAL, None), ("罗布莎铬铁矿", "铬", SOUTH, None),
      ("扎布耶盐湖锂矿", "锂", "藏西盐湖资源开发基地", None), ("会泽铅锌矿", "铅", None, None), ("多龙铜矿", "铜", None, None)]),
    ("mines-by-mineral", {"mineralName": "铜", "statusName": "建成"}, "mineLabel baseLabel", 2,
     [("玉龙铜矿", CENTRAL), ("甲玛铜多金属矿", CENTRAL)]),
    ("mines-by-mineral", {"mineralName": "铜矿", "statusName": "建成"}, "mineralLabel mineLabel", 2,
     [("铜", "玉龙铜矿"), ("铜", "甲玛铜多金属矿")]),
    ("mines-by-mineral", {"statusName": "在建"}, "mineLabel", 2, [("雄村铜矿",), ("驱龙铜矿",)]),
    ("mines-by-mineral", {"mineralName": "铅", "baseName": "藏南"}, "mineLabel status", 1, [("扎西康铅锌矿", "建成")]),
    ("mineral-bodies", {"mineralName": "磷"}, "departmentLabel tasks leadTasks", 4,
     [("云南省国土资源厅", "1", "1"), ("云南省发展和改革委员会", "1", "0"), ("云南省财政厅", "1", "0"), ("云南冶金集团", "1", "0")]),
    ("mineral-bodies", {"mineralName": "copper"}, "departmentLabel tasks", 14,
     [("西藏自治区发展和改革委员会", "2"), ("西藏自治区工业和信息化厅", "2"), ("拉萨海关", "1")]),
    ("bases", {}, "source baseLabel kind mineralLabel mines tasks", 9,
     [(XIZANG, "藏青工业园", "IndustrialPark", None, "0", "2"), (XIZANG, CENTRAL, "IndustrialBase", None, "8", "1"),
      (XIZANG, SOUTH, "IndustrialBase", "铬", "3", "1"), (XIZANG, SOUTH, "IndustrialBase", "铜", "3", "1"),
      (XIZANG, SOUTH, "IndustrialBase", "铅", "3", "1"), (XIZANG, SOUTH, "IndustrialBase", "锌", "3", "1"),
      (XIZANG, "藏西盐湖资源开发基地", "IndustrialBase", None, "2", "1"),
      (XIZANG, "有色金属深加工基地", "IndustrialBase", None, "0", "1"),
      (YUNNAN, "贵金属新材料基地", "IndustrialBase", None, "0", "1")]),
]  # fmt: skip

QUALITY: list[Asked] = [
    ("coverage", {}, "source class sentences", 16, [(YUNNAN, "formula", "1"), (STATE, "principle", "1")]),
    ("unread", {}, "source quote", 8, [(STATE, "有色金属是制造业的粮食。")]),
    ("findings", {}, "source kind quote", 8, [(XIZANG, "unread", "西藏是矿产资源大区。")]),
    ("identities", {"name": "发展改革"}, "mention bodyLabel source times", 3,
     [("发展改革委", "西藏自治区发展和改革委员会", XIZANG, "7"), ("国家发展改革委", "国家发展和改革委员会", STATE, "6"),
      ("省发展改革委", "云南省发展和改革委员会", YUNNAN, "2")]),
    ("corrections", {}, "document", 0, []),
    ("provenance", {}, "source kind rule facts", 36,
     [(STATE, "Responsibility", "bracket.verb", "32"), (STATE, "Responsibility", "sentence", "2"),
      (XIZANG, "Responsibility", "bracket.verb", "42"), (XIZANG, "Task", "task.heading", "12"),
      (XIZANG, "PlaceMention", "mining.mine", "14"), (YUNNAN, "Responsibility", "line.label", "13"),
      (YUNNAN, "Responsibility", "bracket.label", "2"), (YUNNAN, "Responsibility", "sentence", "2"),
      (YUNNAN, "Reference", "reference.basis", "1")]),
    ("unresolved-bodies", {}, "departmentLabel kind missing source mention", 2,
     [("云南冶金集团", "enterprise", "place", YUNNAN, "云南冶金集团"),
      ("拉萨海关", "vertical", "level and place", XIZANG, "拉萨海关")]),
]  # fmt: skip

# Two documents with what the samples do not have: the city's opinion, and the plan of a county-level city below it.
OPINION_OF_CITY = """泉州市人民政府关于整治矿区环境的意见
泉政〔2021〕5号

南安市人民政府，市矿业协会，王明等3位代表，各有关单位：

为改善矿区环境，提出以下意见。

一、主要任务

（一）清理废渣。清理全部废渣，运往指定场地填埋。（市生态环境局、市财政局负责，2020年底前完成）

（二）巡查矿区。每年3月底前完成一次巡查，发现隐患立即整改。（市自然资源局牵头，市应急管理局配合）

（三）完善制度。建立台账，公开结果，接受群众监督。（有关部门负责）

本意见自2021年6月1日起施行，有效期2年。《泉州市矿区整治办法》（泉政〔2015〕3号）同时废止。

泉州市人民政府
2021年5月6日
"""
PLAN_BELOW = """南安市人民政府关于印发南安市矿区环境整治方案的通知
南政〔2022〕8号

各乡镇人民政府：

现将《南安市矿区环境整治方案》印发给你们，请认真贯彻执行。

南安市人民政府
2022年3月1日

南安市矿区环境整治方案

为贯彻落实《泉州市人民政府关于整治矿区环境的意见》（泉政〔2021〕5号），参照《泉州市矿区整治办法》（泉政〔2015〕3号），制定本方案。

一、清理废渣。清理全部废渣，运往指定场地填埋。（市生态环境局、泉州市财政局负责）

二、开展培训。组织矿山企业负责人学习安全知识。（市应急管理局负责）
"""
ON_DAY = "泉州市人民政府关于整治矿区环境的意见"
OWN: list[Asked] = [
    ("deadline-before-issue", {}, "source taskNumber issued deadline deadlineText quote", 1,
     [("opinion.txt", "一（一）", "2021-05-06", "2020-12-31", "2020年底前完成", "（市生态环境局、市财政局负责，2020年底前完成）")]),
    ("recurring-tasks", {}, "recurrence deadlineText taskNumber bodies quote", 1,
     [("每年", "每年3月底前", "一（二）", "市应急管理局、市自然资源局", "每年3月底前完成一次巡查，发现隐患立即整改")]),
    ("only-generic-bodies", {}, "taskNumber mention role quote", 1, [("一（三）", "有关部门", "responsible", "（有关部门负责）")]),
    ("never-picked-up", {}, "source sectionNumber implementers tasks", 2,
     [("opinion.txt", "一（二）", "1", "1"), ("opinion.txt", "一（三）", "1", "1")]),
    ("in-force", {}, "documentTitle validFrom validUntil validityText", 1,
     [(ON_DAY, "2021-06-01", "2023-05-31", "本意见自2021年6月1日起施行，有效期2年")]),
    ("in-force", {"day": "2023-05-31"}, "documentTitle", 1, [(ON_DAY,)]),
    ("in-force", {"day": "2023-06-01"}, "documentTitle", 0, []),
    ("repealed-still-cited", {}, "targetTitle targetNumber repealedBy repealed relation source signed after quote", 1,
     [("泉州市矿区整治办法", "泉政〔2015〕3号", ON_DAY, "2021-05-06", "implements", "plan.txt", "2022-03-01", "true",
       "《泉州市矿区整治办法》（泉政〔2015〕3号）")]),
    # The bureau of environment of the one place is not that of the other.
    ("bridging-bodies", {}, "bodyLabel documents onlyLinks", 1, [("泉州市财政局", "2", "1")]),
    ("never-responsible", {"namedAs": "addressee"}, "bodyLabel source", 2,
     [("南安市人民政府", "opinion.txt"), ("市矿业协会", "opinion.txt")]),
    ("never-responsible", {"namedAs": "issuer"}, "bodyLabel source", 2,
     [("泉州市人民政府", "opinion.txt"), ("南安市人民政府", "plan.txt")]),
    ("who-by-place", {"placeName": "泉州"}, "placeLabel source mention", 7,
     [("南安市", "plan.txt", "市应急管理局"), ("泉州市", "plan.txt", "泉州市财政局"), ("泉州市", "opinion.txt", "市应急管理局")]),
    ("who-by-place", {"placeName": "泉州", "bodyLevel": "county"}, "placeLabel mention", 2,
     [("南安市", "市生态环境局"), ("南安市", "市应急管理局")]),
]  # fmt: skip

EVERYTHING = [*WHO, *TOGETHER, *GAPS, *TIME, *DOCUMENTS, *DOMAIN, *QUALITY]


@pytest.fixture(scope="module")
def built_samples(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    out = tmp_path_factory.mktemp("samples") / "out"
    build([samples], out, "policykg 0")
    with open_graph(str(out)) as graph:
        yield graph


@pytest.fixture(scope="module")
def built_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    folder = tmp_path_factory.mktemp("own")
    (folder / "opinion.txt").write_text(OPINION_OF_CITY, encoding="utf-8")
    (folder / "plan.txt").write_text(PLAN_BELOW, encoding="utf-8")
    build([folder], folder / "out", "policykg 0")
    with open_graph(str(folder / "out")) as graph:
        yield graph


def ask(graph: Backend, query: str, parameters: dict[str, str], columns: str) -> Rows:
    return [tuple(row.get(column) for column in columns.split()) for row in run(query, graph, parameters).values()]


@pytest.mark.parametrize("asked", EVERYTHING, ids=lambda asked: f"{asked[0]}-{'-'.join(asked[1].values())}")
def test_answer_over_the_samples(asked: Asked, built_samples: Backend) -> None:
    check_answer(asked, built_samples)


@pytest.mark.parametrize("asked", OWN, ids=lambda asked: f"{asked[0]}-{'-'.join(asked[1].values())}")
def test_answer_to_what_the_samples_lack(asked: Asked, built_own: Backend) -> None:
    check_answer(asked, built_own)


def check_answer(asked: Asked, graph: Backend) -> None:
    query, parameters, columns, count, expected = asked
    found = ask(graph, query, parameters, columns)
    assert len(found) == count
    if len(expected) == count:
        assert sorted(found, key=repr) == sorted(expected, key=repr)
    else:
        assert [row for row in expected if row not in found] == []


def test_every_query_has_an_expected_answer() -> None:
    assert {asked[0] for asked in EVERYTHING} == {query.name for query in list_queries()}


def test_quotes_are_the_text(built_samples: Backend, samples: Path) -> None:
    texts = {file.name: file.read_text("utf-8") for file in samples.glob("*.txt")}
    for query, parameters, *_ in EVERYTHING:
        for row in run(query, built_samples, parameters).values():
            if "quote" in row and "start" in row:
                assert texts[row["source"]][int(row["start"]) : int(row["end"])] == row["quote"], query
