"""Bodies that no data file holds, and names that are told apart by their form: zones, systems, joint names, organs."""

from __future__ import annotations

import pytest

from graph_builder.bodies import identify, issuing_authority

# One table for each document: issuer, year; mention, full name, kind, level, parent (- none).
TABLES: dict[tuple[str, int], str] = {
    ("泉州市人民政府办公室", 2024): """
        大数据局 泉州市大数据局 department prefecture 泉州市人民政府
        政务服务局 泉州市政务服务管理局 department prefecture 泉州市人民政府
        退役军人局 泉州市退役军人事务局 department prefecture 泉州市人民政府
        机关事务局 泉州市机关事务管理局 department prefecture 泉州市人民政府
        移民局 泉州市移民局 department prefecture 泉州市人民政府
        市监委 泉州市监察委员会 other prefecture -
        市监局 泉州市市场监督管理局 department prefecture 泉州市人民政府
        市委金融办 中共泉州市委金融委员会办公室 party prefecture 中共泉州市委员会
        市委台港澳办 中共泉州市委台港澳办公室 party prefecture 中共泉州市委员会
        市府办 泉州市人民政府办公室 office prefecture 泉州市人民政府
        市政府督查室 泉州市人民政府督查室 office prefecture 泉州市人民政府
        市河长办 泉州市河长制办公室 office prefecture 泉州市人民政府
        市安委会 泉州市安全生产委员会 coordination prefecture 泉州市人民政府
        市新能源汽车产业领导小组 泉州市新能源汽车产业领导小组 coordination prefecture 泉州市人民政府
        市防汛办 泉州市防汛抗旱指挥部办公室 coordination prefecture 泉州市人民政府
        市总工会 泉州市总工会 association prefecture -
        团市委 共青团泉州市委员会 association prefecture -
        市旅游协会 泉州市旅游协会 association prefecture -
        市第一医院 泉州市第一医院 institution prefecture -
        市疾控中心 泉州市疾病预防控制中心 institution prefecture -
        市档案馆 泉州市档案馆 institution prefecture -
        公积金中心 泉州市住房公积金管理中心 institution prefecture -
        市法院 泉州市中级人民法院 other prefecture -
        高新区管委会 泉州高新技术产业开发区管理委员会 zone prefecture 泉州市人民政府
        泉州高新技术产业开发区管委会 泉州高新技术产业开发区管理委员会 zone prefecture 泉州市人民政府
        台商投资区 泉州台商投资区管理委员会 zone prefecture 泉州市人民政府
        自贸试验区厦门片区管委会 中国（福建）自由贸易试验区厦门片区管理委员会 zone province 福建省人民政府
        人民银行 中国人民银行泉州市分行 vertical prefecture 中国人民银行
        市人行 中国人民银行泉州市分行 vertical prefecture 中国人民银行
        海关 泉州海关 vertical - 海关总署
        市新生圩海关 新生圩海关 vertical - 海关总署
        外汇局 国家外汇管理局泉州市分局 vertical prefecture 国家外汇管理局
        泉州海事局 泉州海事局 vertical prefecture 中华人民共和国海事局
        气象局 泉州市气象局 vertical prefecture 中国气象局
        省通信管理局 福建省通信管理局 vertical province 工业和信息化部
        民航泉州监管局 中国民用航空泉州安全监督管理局 vertical prefecture 中国民用航空局
        市消防救援支队 泉州市消防救援支队 vertical prefecture 国家消防救援局
        泉州调查队 国家统计局泉州调查队 vertical prefecture 国家统计局
        供电公司 国网泉州供电公司 enterprise prefecture 国家电网有限公司
        泉州供电公司 国网泉州供电公司 enterprise prefecture 国家电网有限公司
        国网泉州供电公司 国网泉州供电公司 enterprise prefecture 国家电网有限公司
        工行泉州分行 中国工商银行泉州分行 enterprise prefecture 中国工商银行
        郑商所 郑州商品交易所 enterprise state -
        市城投集团 泉州市城投集团 enterprise prefecture -
        华侨大学 华侨大学 institution - -
        石狮 石狮市人民政府 government county -
        惠安生态环境局 泉州市惠安生态环境局 department county 泉州市生态环境局
        市公安局丰泽分局 泉州市公安局丰泽分局 department prefecture 泉州市公安局
        市公安局交警支队 泉州市公安局交通警察支队 department prefecture 泉州市人民政府
        交警支队 泉州市公安局交通警察支队 department prefecture 泉州市人民政府
        市科技局（市外专局） 泉州市科学技术局 department prefecture 泉州市人民政府
        市教育局（市委教育工委） 泉州市教育局 department prefecture 泉州市人民政府
        市委宣传部（市文明办） 中共泉州市委宣传部 party prefecture 中共泉州市委员会
        市发改委（信用办） 泉州市发展和改革委员会（信用办） office prefecture 泉州市发展和改革委员会
        漳州、厦门市政府 泉州市漳州、厦门市政府 group - -
        县发改局 泉州市各县发展和改革局 group county -
        功能区管委会 泉州市各功能区管委会 group - -
        街道办 泉州市各街道办事处 group township -
        各镇街 泉州市各镇人民政府、街道办事处 group township -
        市、县（区）教育局 泉州市各市、县（区）教育局 group county -
        村委会 泉州市各村委会 group - -
        市委、市政府 中共泉州市委员会、泉州市人民政府 group prefecture -
        市委市政府 中共泉州市委员会、泉州市人民政府 group prefecture -
        自然资源部东海局 自然资源部东海局 vertical state 自然资源部
        属地乡镇 泉州市属地乡镇 generic - -
    """,
    ("福建省人民政府", 2016): """
        省地税局 福建省地方税务局 vertical province 国家税务总局
        省人行 中国人民银行福州中心支行 vertical prefecture 中国人民银行
        福建能源监管办 国家能源局福建监管办公室 vertical province 国家能源局
        福建检验检疫局 福建出入境检验检疫局 vertical province 国家质量监督检验检疫总局
        省电力公司 国网福建省电力有限公司 enterprise province 国家电网有限公司
        平潭综合实验区管委会 平潭综合实验区管理委员会 zone prefecture 福州市人民政府
        福州 福州市人民政府 government prefecture -
        福州、厦门市政府 福建省福州、厦门市政府 group - -
        省军区 福建省军区 other province -
    """,
    ("贵州省人民政府办公厅", 2016): """
        贵安新区管委会 贵安新区管理委员会 zone province 贵州省人民政府
        六枝特区教育局 六盘水市六枝特区教育局 department county 六盘水市六枝特区人民政府
    """,
    ("湖北省人民政府办公厅", 2016): """
        省人民银行 中国人民银行武汉分行 vertical prefecture 中国人民银行
    """,
    ("新疆生产建设兵团第八师石河子市办公室", 2021): """
        师市教育局 第八师石河子市教育局 department prefecture 第八师石河子市
        八师石河子市 第八师石河子市 government prefecture -
        兵团教育局 新疆生产建设兵团教育局 department province 新疆生产建设兵团
        自治区教育厅 新疆维吾尔自治区教育厅 department province 新疆维吾尔自治区人民政府
        石河子市公安局 石河子市公安局 department county 石河子市人民政府
    """,
    ("西藏自治区人民政府办公厅", 2022): """
        区国资委 西藏自治区人民政府国有资产监督管理委员会 department province 西藏自治区人民政府
        区总工会 西藏自治区总工会 association province -
        区党委编办 中共西藏自治区党委机构编制委员会办公室 party province 中共西藏自治区委员会
    """,
    ("神农架林区人民政府", 2020): """
        林区教育局 神农架林区教育局 department county 神农架林区人民政府
        木鱼镇 木鱼镇人民政府 government township -
    """,
    ("横琴粤澳深度合作区执行委员会", 2023): """
        合作区教育局 横琴粤澳深度合作区教育局 department - 横琴粤澳深度合作区管理委员会
        省教育厅 广东省教育厅 department province 广东省人民政府
    """,
    ("济源产城融合示范区管理委员会", 2023): """
        示范区教育体育局 济源产城融合示范区教育体育局 department - 济源产城融合示范区管理委员会
        市农机局 济源市农机局 department county 济源市人民政府
        人行济源市中心支行 中国人民银行济源市中心支行 vertical county 中国人民银行
    """,
    ("北京市人民政府办公厅", 2023): """
        市科委、中关村管委会 北京市科学技术委员会、中关村科技园区管理委员会 department province 北京市人民政府
        雄安新区公共服务局 雄安新区公共服务局 department - 雄安新区管理委员会
        市委社会工委市民政局 中共北京市委社会工作委员会、北京市民政局 party province 中共北京市委员会
        国网北京市电力公司 国网北京市电力公司 enterprise province 国家电网有限公司
        市公安局交管局 北京市公安局交管局 department province 北京市公安局
    """,
    ("北京市朝阳区人民政府", 2022): """
        区消防救援支队 北京市朝阳区消防救援支队 vertical county 应急管理部
        望京街道 望京街道办事处 government township -
        市教委 北京市教育委员会 department province 北京市人民政府
    """,
    ("江州市人民政府办公室", 2020): """
        江州区教育局 江州市江州区教育局 department county 江州市江州区人民政府
        清水县人民政府 清水县人民政府 government county -
        江州银保监分局 中国银行保险监督管理委员会江州监管分局 vertical prefecture 中国银行保险监督管理委员会
        江州 江州市人民政府 government prefecture -
    """,
    ("国务院办公厅", 2022): """
        省教育厅 各省教育厅 group province -
        省级教育部门 各省级教育部门 group province -
        计划单列市 计划单列市 group - -
        北京市、天津市 北京市、天津市 group - -
        教育部办公厅 教育部办公厅 office state 教育部
        国家发展改革委办公厅 国家发展和改革委员会办公厅 office state 国家发展和改革委员会
        华北督察局 生态环境部华北督察局 vertical state 生态环境部
        黄委 水利部黄河水利委员会 vertical state 水利部
        军委后勤保障部 中央军委后勤保障部 other state -
        中央音乐学院 中央音乐学院 institution state -
        国务院就业工作领导小组 国务院就业工作领导小组 coordination state 国务院
        中央宣传部（国家新闻出版署） 中共中央宣传部 party state 中国共产党中央委员会
    """,
}
ROWS = [(issuer, year, *row.split()) for (issuer, year), table in TABLES.items() for row in table.strip().splitlines()]


@pytest.mark.parametrize(("issuer", "year", "mention", "label", "kind", "level", "parent"), ROWS)
def test_body(issuer: str, year: int, mention: str, label: str, kind: str, level: str, parent: str) -> None:
    authority = issuing_authority([issuer], "")
    body = identify(mention, authority, year=year)
    assert (body.label, body.kind, body.level or "-", body.parent_label or "-") == (label, kind, level, parent), body
    again = identify(label, authority, year=year)
    assert again.key == body.key, again


# Names of one body at one place, in a document of a city.
ONE_BODY = [
    ("市发改委", "市发展改革委", "发展和改革委员会", "泉州市发展和改革委员会"),
    ("高新区管委会", "泉州高新区", "泉州高新技术产业开发区管理委员会"),
    ("大数据局", "市大数据管理局", "泉州市大数据发展管理局"),
    ("福建自贸试验区厦门片区管委会", "中国（福建）自由贸易试验区厦门片区管理委员会", "省自贸区厦门片区管理委员会"),
    ("市住建局", "市住建局（市人防办）", "住房和城乡建设局"),
    ("国网泉州供电公司", "市供电公司", "泉州供电公司"),
    ("惠安生态环境局", "泉州市惠安生态环境局", "惠安县生态环境局"),
    ("泉州水务集团", "泉州水务集团有限公司", "泉州水务集团有限责任公司"),
    ("中央军委后勤保障部", "军委后勤保障部"),
]


@pytest.mark.parametrize("names", ONE_BODY)
def test_one_body_has_one_key(names: tuple[str, ...]) -> None:
    quanzhou = issuing_authority(["泉州市人民政府办公室"], "")
    assert len({identify(name, quanzhou, year=2024).key for name in names}) == 1


# Two bodies, each with issuer of the document that names it.
APART = [
    ("供电公司", "泉州市人民政府", "供电公司", "厦门市人民政府"),
    ("自来水有限公司", "泉州市人民政府", "自来水有限公司", "厦门市人民政府"),
    ("华润燃气有限公司", "泉州市人民政府", "华润燃气有限公司", "厦门市人民政府"),
    ("高新区管委会", "泉州市人民政府", "高新区管委会", "厦门市人民政府"),
    ("市公安局丰泽分局", "泉州市人民政府", "市公安局", "泉州市人民政府"),
    ("市发改委（信用办）", "泉州市人民政府", "市发改委", "泉州市人民政府"),
    ("石狮市公安局", "泉州市人民政府", "市公安局", "泉州市人民政府"),
    ("安海镇人民政府", "晋江市人民政府", "市政府", "晋江市人民政府"),
    ("城关镇", "安溪县人民政府", "城关镇", "惠安县人民政府"),
    ("洛江区河市镇", "泉州市人民政府", "河市镇", "泉州市人民政府"),
    ("铁路局", "泉州市人民政府", "铁路局", "国务院"),
]


@pytest.mark.parametrize(("one", "here", "other", "there"), APART)
def test_two_bodies_have_two_keys(one: str, here: str, other: str, there: str) -> None:
    first = identify(one, issuing_authority([here], ""), year=2024)
    second = identify(other, issuing_authority([there], ""), year=2024)
    assert first.key != second.key


@pytest.mark.parametrize(
    ("mention", "prefix", "label"),
    [
        ("贵安新区管委会", "市", "贵安新区管理委员会"),
        ("昆仑燃气贵阳分公司", "省", "昆仑燃气贵阳分公司"),
        ("安顺市", "省", "安顺市人民政府"),
        ("安顺", "省", "安顺市人民政府"),
        ("人行安顺市中心支行", "省", "中国人民银行安顺市中心支行"),
        ("中共安顺市委宣传部", "省", "中共安顺市委宣传部"),
        ("上期所", "省", "上海期货交易所"),
        ("长江海事局", "省", "交通运输部长江海事局"),
        ("大数据局", "省", "贵州省大数据发展管理局"),
    ],
)
def test_names_that_take_no_prefix_of_the_list(mention: str, prefix: str, label: str) -> None:
    guizhou = issuing_authority(["贵州省人民政府办公厅"], "")
    assert identify(mention, guizhou, shared_prefix=prefix, year=2019).label == label


@pytest.mark.parametrize("mention", ["领导小组办公室", "联席会议办公室", "市工作专班", "组委会", "专家委员会"])
def test_what_only_its_document_tells_is_kept_apart_by_it(mention: str) -> None:
    quanzhou = issuing_authority(["泉州市人民政府"], "")
    keys = {identify(mention, quanzhou, document=document).key for document in ("a", "b")}
    assert len(keys) == 2
    named = {identify("市防汛抗旱指挥部", quanzhou, document=document).key for document in ("a", "b")}
    assert len(named) == 1


@pytest.mark.parametrize("mention", ["人民银行", "教育局", "市委宣传部", "银保监分局", "团市委", "市中级法院"])
def test_a_place_that_is_not_known_adds_no_words(mention: str) -> None:
    unknown = issuing_authority([], "若干措施")
    body = identify(mention, unknown, year=2022)
    assert "市市" not in body.label
    assert "None" not in body.key


# Issuer, then level, place and code of the authority.
AUTHORITIES = [
    ("济源产城融合示范区管理委员会", None, "河南省济源市济源产城融合示范区", None),
    ("横琴粤澳深度合作区执行委员会", None, "广东省珠海市横琴粤澳深度合作区", None),
    ("雄安新区管理委员会", None, "河北省雄安新区", None),
    ("上海市浦东新区人民政府", "county", "上海市浦东新区", "310115"),
    ("新疆生产建设兵团第八师石河子市", "prefecture", "新疆生产建设兵团第八师石河子市", None),
    ("神农架林区人民政府", "county", "神农架林区", "429021"),
]


@pytest.mark.parametrize(("issuer", "level", "place", "code"), AUTHORITIES)
def test_authority(issuer: str, level: str | None, place: str, code: str | None) -> None:
    found = issuing_authority([issuer], "")
    assert (found.level, found.place, found.code) == (level, place, code)


@pytest.mark.parametrize("title", ["关于解除大同市限批的通知", "部分城市空气质量的通报", "关于撤销清水县某某站的批复"])
def test_a_verb_is_no_part_of_a_place(title: str) -> None:
    assert issuing_authority([], title).government in {"", "大同市人民政府", "清水县人民政府"}
