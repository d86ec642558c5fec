"""Which body a mention means: tables of mentions by the document they stand in."""

from __future__ import annotations

import pytest

from graph_builder.bodies import Authority, identify, issuing_authority

# Issuer, title, then level, place, code and government of the authority.
AUTHORITIES = [
    ("国务院办公厅", "", "state", None, None, "国务院"),
    ("中共中央办公厅", "", "state", None, None, "国务院"),
    ("教育部", "", "state", None, None, "国务院"),
    ("工业和信息化部等八部门", "", "state", None, None, "国务院"),
    ("西藏自治区人民政府办公厅", "", "province", "西藏自治区", "540000", "西藏自治区人民政府"),
    ("安徽省教育厅", "", "province", "安徽省", "340000", "安徽省人民政府"),
    ("广西壮族自治区教育厅等六部门", "", "province", "广西壮族自治区", "450000", "广西壮族自治区人民政府"),
    ("中共福建省委办公厅", "", "province", "福建省", "350000", "福建省人民政府"),
    ("国家税务总局安徽省税务局", "", "province", "安徽省", "340000", "安徽省人民政府"),
    ("新疆生产建设兵团办公厅", "", "province", "新疆生产建设兵团", None, "新疆生产建设兵团"),
    ("北京市政务公开领导小组办公室", "", "province", "北京市", "110000", "北京市人民政府"),
    ("泉州市人民政府办公室", "", "prefecture", "泉州市", "350500", "泉州市人民政府"),
    ("中国人民银行合肥中心支行", "", "prefecture", "合肥市", "340100", "合肥市人民政府"),
    ("阿坝州人民政府办公室", "", "prefecture", "阿坝藏族羌族自治州", "513200", "阿坝藏族羌族自治州人民政府"),
    ("锡林郭勒盟行政公署", "", "prefecture", "锡林郭勒盟", "152500", "锡林郭勒盟行政公署"),
    ("那曲地区行政公署", "", "prefecture", "那曲地区", "542400", "那曲地区行政公署"),
    ("北京市昌平区人民政府办公室", "", "county", "北京市昌平区", "110114", "北京市昌平区人民政府"),
    ("桂林市象山区人民政府办公室", "", "county", "桂林市象山区", "450304", "桂林市象山区人民政府"),
    ("坪山区人民政府办公室", "", "county", "深圳市坪山区", "440310", "深圳市坪山区人民政府"),
    ("义乌市人民政府办公室", "", "county", "义乌市", "330782", "义乌市人民政府"),
    ("鄂托克旗人民政府", "", "county", "鄂托克旗", "150624", "鄂托克旗人民政府"),
    ("余江县人民政府", "", "county", "余江县", "360622", "余江县人民政府"),
    ("茂林镇党政办公室", "", "township", "茂林镇", None, "茂林镇人民政府"),
    # Places that are in no data file: by the form of the name.
    ("黑山省教育厅", "", "province", "黑山省", None, "黑山省人民政府"),
    ("大河市人民政府", "", "prefecture", "大河市", None, "大河市人民政府"),
    ("大河市小溪县人民政府办公室", "", "county", "大河市小溪县", None, "小溪县人民政府"),
    # Issuers that tell the level only, and none at all: the title.
    ("省人民政府办公厅", "关于印发贵州省建设措施的通知", "province", "贵州省", "520000", "贵州省人民政府"),
    ("市人民政府办公室", "关于印发运城市工作措施的通知", "prefecture", "运城市", "140800", "运城市人民政府"),
    ("", "关于印发象州县农村公路路长制实施方案的通知", "county", "象州县", "451322", "象州县人民政府"),
    ("", "浙江省杭州市临平区若干意见", "county", "杭州市临平区", "330113", "杭州市临平区人民政府"),
    ("", "云南省楚雄州楚雄州措施", "prefecture", "楚雄彝族自治州", "532300", "楚雄彝族自治州人民政府"),
    ("", "河南漯河关于房地产市场的通知", "prefecture", "漯河市", "411100", "漯河市人民政府"),
    ("", "江西省南昌市赣江新区关于印发政策的通知", None, "江西省赣江新区", None, "赣江新区"),
    ("", "国务院办公厅关于学校美育工作的意见", "state", None, None, "国务院"),
    ("", "云州市防汛办法", "prefecture", "云州市", None, "云州市人民政府"),
    ("", "支持新市民安居若干措施", None, None, None, ""),
    ("", "关于促进民办教育健康发展的实施意见", None, None, None, ""),
]


@pytest.mark.parametrize(("issuer", "title", "level", "place", "code", "government"), AUTHORITIES)
def test_authority(
    issuer: str, title: str, level: str | None, place: str | None, code: str | None, government: str
) -> None:
    found = issuing_authority([issuer] if issuer else [], title)
    assert (found.level, found.place, found.code, found.government) == (level, place, code, government)


# One table for each document: issuer, year, and the mentions with the full name of the body meant.
TABLES: dict[tuple[str, int], str] = {
    ("国务院办公厅", 2018): """
        发展改革委 国家发展和改革委员会
        国家发展改革委 国家发展和改革委员会
        国家发展和改革委员会 国家发展和改革委员会
        教育部 教育部
        科技部 科学技术部
        工业和信息化部 工业和信息化部
        人力资源社会保障部 人力资源和社会保障部
        住房城乡建设部 住房和城乡建设部
        文化和旅游部 文化和旅游部
        国家卫生健康委 国家卫生健康委员会
        应急部 应急管理部
        人民银行 中国人民银行
        国资委 国务院国有资产监督管理委员会
        国务院国资委 国务院国有资产监督管理委员会
        海关总署 海关总署
        税务总局 国家税务总局
        市场监管总局 国家市场监督管理总局
        药监局 国家药品监督管理局
        国家药监局 国家药品监督管理局
        广电总局 国家广播电视总局
        体育总局 国家体育总局
        国家统计局 国家统计局
        国管局 国家机关事务管理局
        银保监会 中国银行保险监督管理委员会
        证监会 中国证券监督管理委员会
        粮食和储备局 国家粮食和物资储备局
        邮政局 国家邮政局
        海洋局 国家海洋局
        文物局 国家文物局
        版权局 国家版权局
        标准委 国家标准化管理委员会
        国家知识产权局 国家知识产权局
        国家医保局 国家医疗保障局
        扶贫办 国务院扶贫开发领导小组办公室
        国务院扶贫办 国务院扶贫开发领导小组办公室
        网信办 中央网络安全和信息化委员会办公室
        中央网信办 中央网络安全和信息化委员会办公室
        中央宣传部 中共中央宣传部
        中宣部 中共中央宣传部
        中央统战部 中共中央统一战线工作部
        中央和国家机关工委 中央和国家机关工作委员会
        中央军委政治工作部 中央军委政治工作部
        全国总工会 中华全国总工会
        全国妇联 中华全国妇女联合会
        全国工商联 中华全国工商业联合会
        共青团中央 中国共产主义青年团中央委员会
        供销合作总社 中华全国供销合作总社
        空管委办公室 国家空中交通管制委员会办公室
        北京冬奥组委 北京冬奥组委
        国务院办公厅 国务院办公厅
        各省级人民政府 各省级人民政府
        各省、自治区、直辖市人民政府 各省、自治区、直辖市人民政府
        各省（区、市）人民政府 各省、自治区、直辖市人民政府
        试点城市政府 试点城市人民政府
        上海市人民政府 上海市人民政府
    """,
    ("国务院办公厅", 2010): """
        药监局 国家食品药品监督管理局
        广电总局 国家广播电影电视总局
        银监会 中国银行业监督管理委员会
        环境保护部 环境保护部
        卫生部 卫生部
    """,
    ("国务院办公厅", 2015): """
        广电总局 国家新闻出版广电总局
        食品药品监管总局 国家食品药品监督管理总局
        质检总局 国家质量监督检验检疫总局
        安全监管总局 国家安全生产监督管理总局
        林业局 国家林业局
        卫生计生委 国家卫生和计划生育委员会
        法制办 国务院法制办公室
        旅游局 国家旅游局
        国土资源部 国土资源部
    """,
    ("西藏自治区人民政府办公厅", 2017): """
        发展改革委 西藏自治区发展和改革委员会
        自治区发展改革委 西藏自治区发展和改革委员会
        工业和信息化厅 西藏自治区工业和信息化厅
        国土资源厅 西藏自治区国土资源厅
        环境保护厅 西藏自治区环境保护厅
        科技厅 西藏自治区科学技术厅
        国资委 西藏自治区人民政府国有资产监督管理委员会
        安全监管局 西藏自治区安全生产监督管理局
        能源局 西藏自治区能源局
        金融办 西藏自治区金融工作办公室
        人力资源社会保障厅 西藏自治区人力资源和社会保障厅
        国税局 西藏自治区国家税务局
        拉萨海关 拉萨海关
        人行拉萨中心支行 中国人民银行拉萨中心支行
        中国人民银行拉萨中心支行 中国人民银行拉萨中心支行
        银监局 中国银行业监督管理委员会西藏监管局
        西藏银监局 中国银行业监督管理委员会西藏监管局
        证监局 中国证券监督管理委员会西藏监管局
        保监局 中国保险监督管理委员会西藏监管局
        区党委宣传部 中共西藏自治区党委宣传部
        自治区党委宣传部 中共西藏自治区党委宣传部
        区财政厅 西藏自治区财政厅
        藏青工业园管委会 西藏自治区藏青工业园管理委员会
        日喀则市人民政府 日喀则市人民政府
        各地（市）行署（人民政府） 西藏自治区各地（市）行署（人民政府）
        教育部 教育部
        国家发展改革委 国家发展和改革委员会
    """,
    ("湖北省人民政府办公厅", 2016): """
        省教育厅 湖北省教育厅
        省文化厅 湖北省文化厅
        省人社厅 湖北省人力资源和社会保障厅
        省人力资源社会保障厅 湖北省人力资源和社会保障厅
        省委宣传部 中共湖北省委宣传部
        省编办 湖北省机构编制委员会办公室
        团省委 共青团湖北省委员会
        省政府各部门 湖北省人民政府各部门
        各市、州、县人民政府 湖北省各市、州、县人民政府
        湖北银监局 中国银行业监督管理委员会湖北监管局
        省政府国资委 湖北省人民政府国有资产监督管理委员会
        省法院 湖北省高级人民法院
        武汉市 武汉市人民政府
        市财政局 湖北省各市财政局
        省政府办公厅 湖北省人民政府办公厅
        省委 中共湖北省委员会
    """,
    ("泉州市人民政府办公室", 2017): """
        市教育局 泉州市教育局
        教育局 泉州市教育局
        市发改委 泉州市发展和改革委员会
        文广新局 泉州市文化广电新闻出版局
        住建局 泉州市住房和城乡建设局
        城乡规划局 泉州市城乡规划局
        市人社局 泉州市人力资源和社会保障局
        团市委 共青团泉州市委员会
        市总工会 泉州市总工会
        妇联 泉州市妇女联合会
        市文联 泉州市文学艺术界联合会
        编办 泉州市机构编制委员会办公室
        市委编办 中共泉州市委机构编制委员会办公室
        市委宣传部 中共泉州市委宣传部
        市场监管局 泉州市市场监督管理局
        市市场监管局 泉州市市场监督管理局
        市政府外办 泉州市人民政府外事办公室
        市外办 泉州市人民政府外事办公室
        市政府教育督导室 泉州市人民政府教育督导室
        市公安局交管局 泉州市公安局交管局
        市中级法院 泉州市中级人民法院
        泉州晚报社 泉州晚报社
        泉州广播电视台 泉州广播电视台
        泉州台商投资区管委会 泉州台商投资区管理委员会
        泉州开发区 泉州开发区管理委员会
        晋江市人民政府 晋江市人民政府
        鲤城区政府 泉州市鲤城区人民政府
        市政府 泉州市人民政府
        省教育厅 福建省教育厅
        教育厅 福建省教育厅
        省委宣传部 中共福建省委宣传部
        教育部 教育部
        福建银监局 中国银行业监督管理委员会福建监管局
        泉州银监分局 中国银行业监督管理委员会泉州监管分局
        证监局 中国证券监督管理委员会福建监管局
        泉州海关 泉州海关
        人行泉州中心支行 中国人民银行泉州市中心支行
        市人民银行 中国人民银行泉州市中心支行
        市国税局 泉州市国家税务局
        市地税局 泉州市地方税务局
        市政府各部门 泉州市人民政府各部门
        各县（市、区）人民政府 泉州市各县、市、区人民政府
        各县市区政府 泉州市各县、市、区人民政府
        县财政局 泉州市各县财政局
        市某某工作专班 泉州市某某工作专班
    """,
    ("北京市人民政府", 2024): """
        市教委 北京市教育委员会
        市经济和信息化局 北京市经济和信息化局
        市规划自然资源委 北京市规划和自然资源委员会
        市住房城乡建设委 北京市住房和城乡建设委员会
        市交通委 北京市交通委员会
        市科委中关村管委会 北京市科学技术委员会、中关村科技园区管理委员会
        市政务和数据局 北京市政务服务和数据管理局
        市委金融办 中共北京市委金融委员会办公室
        北京市税务局 国家税务总局北京市税务局
        市税务局 国家税务总局北京市税务局
        中国人民银行北京分行 中国人民银行北京市分行
        北京金融监管局 国家金融监督管理总局北京监管局
        朝阳区 北京市朝阳区人民政府
        各区政府 北京市各区人民政府
        区财政局 北京市各区财政局
    """,
    ("广东省人民政府", 2024): """
        广东金融监管局 国家金融监督管理总局广东监管局
        省金融监管局 广东省地方金融监督管理局
        海关总署广东分署 海关总署广东分署
        人民银行广东省分行 中国人民银行广东省分行
        国家税务总局广东省税务局 国家税务总局广东省税务局
        国家外汇管理局广东省分局 国家外汇管理局广东省分局
        国开行广东省分行 国家开发银行广东省分行
        省政务和数据局 广东省政务服务和数据管理局
    """,
    ("鹰潭市人民政府办公室", 2024): """
        国家金融监督管理总局鹰潭监管分局 国家金融监督管理总局鹰潭监管分局
        鹰潭金融监管分局 国家金融监督管理总局鹰潭监管分局
        月湖区政府 鹰潭市月湖区人民政府
        市国动办 鹰潭市国防动员办公室
        市信江新区管委会 鹰潭市信江新区管理委员会
        国网鹰潭供电公司 国网鹰潭供电公司
        市供电公司 国网鹰潭供电公司
    """,
    ("阿勒泰地区行政公署", 2022): """
        地区发展和改革委员会 阿勒泰地区发展和改革委员会
        地委组织部 中共阿勒泰地委组织部
        地区网信办 中共阿勒泰地委网络安全和信息化委员会办公室
        阿勒泰银保监分局 中国银行保险监督管理委员会阿勒泰监管分局
        中国人民银行阿勒泰地区中心支行 中国人民银行阿勒泰地区中心支行
    """,
    ("楚雄州人民政府", 2023): """
        州住房城乡建设局 楚雄彝族自治州住房和城乡建设局
        州委人才工作领导小组办公室 中共楚雄彝族自治州委人才工作领导小组办公室
        州法院 楚雄彝族自治州中级人民法院
        省教育厅 云南省教育厅
        各县市人民政府 楚雄彝族自治州各县、市人民政府
    """,
    ("桂林市象山区人民政府", 2020): """
        区教育局 桂林市象山区教育局
        教育局 桂林市象山区教育局
        市教育局 桂林市教育局
        自治区教育厅 广西壮族自治区教育厅
        区委宣传部 中共桂林市象山区委宣传部
        区政府 桂林市象山区人民政府
        区法院 桂林市象山区人民法院
    """,
    ("义乌市人民政府办公室", 2020): """
        市体育局 义乌市体育局
        市卫健局 义乌市卫生健康局
        金华市教育局 金华市教育局
        省体育局 浙江省体育局
        各镇人民政府 义乌市各镇人民政府
    """,
    ("新疆生产建设兵团办公厅", 2016): """
        兵团教育局 新疆生产建设兵团教育局
        教育局 新疆生产建设兵团教育局
        兵团党委宣传部 中共新疆生产建设兵团党委宣传部
        各师 新疆生产建设兵团各师
    """,
    ("大河市小溪县人民政府办公室", 2020): """
        县教育局 小溪县教育局
        发改局 小溪县发展和改革局
        县委宣传部 中共小溪县委宣传部
        市教育局 大河市教育局
    """,
}
ROWS = [(issuer, year, *row.split()) for (issuer, year), table in TABLES.items() for row in table.strip().splitlines()]


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 150
    assert all(len(row) == 4 for row in ROWS)


@pytest.mark.parametrize(("issuer", "year", "mention", "label"), ROWS)
def test_full_name(issuer: str, year: int, mention: str, label: str) -> None:
    authority = issuing_authority([issuer], "")
    body = identify(mention, authority, year=year)
    assert body.label == label, body.reason
    assert body.short == mention
    again = identify(label, authority, year=year)
    assert (again.key, again.label) == (body.key, label), again.reason


# Mention, prefix of its list, full name, in a document of Quanzhou.
PREFIXED = [
    ("财政局", "市", "泉州市财政局"),
    ("编办", "市", "中共泉州市委机构编制委员会办公室"),
    ("教育厅", "省", "福建省教育厅"),
    ("体育局", "省", "福建省体育局"),
    ("宣传部", "省委", "中共福建省委宣传部"),
    ("财政厅", "省委", "福建省财政厅"),
    ("市教育局", "省", "泉州市教育局"),
    ("泉州海关", "市", "泉州海关"),
    ("泉州开发区管委会", "市", "泉州开发区管理委员会"),
    ("国家税务总局泉州市税务局", "市", "国家税务总局泉州市税务局"),
    ("各县区政府", "市", "泉州市各县、区人民政府"),
    ("财政局", "县", "泉州市各县财政局"),
]


@pytest.mark.parametrize(("mention", "prefix", "label"), PREFIXED)
def test_shared_prefix(mention: str, prefix: str, label: str) -> None:
    authority = issuing_authority(["泉州市人民政府办公室"], "")
    assert identify(mention, authority, shared_prefix=prefix, year=2019).label == label


# Mention, kind, level, place, parent, in a document of Tibet.
FACTS = [
    ("财政厅", "department", "province", "西藏自治区", "西藏自治区人民政府"),
    ("日喀则市财政局", "department", "prefecture", "日喀则市", "日喀则市人民政府"),
    ("金融办", "office", "province", "西藏自治区", "西藏自治区人民政府"),
    ("拉萨海关", "vertical", None, "拉萨市", "海关总署"),
    ("人行拉萨中心支行", "vertical", "prefecture", "拉萨市", "中国人民银行"),
    ("国税局", "vertical", "province", "西藏自治区", "国家税务总局"),
    ("证监局", "vertical", "province", "西藏自治区", "中国证券监督管理委员会"),
    ("自治区党委组织部", "party", "province", "西藏自治区", "中共西藏自治区委员会"),
    ("自治区人民政府", "government", "province", "西藏自治区", None),
    ("总工会", "association", "province", "西藏自治区", None),
    ("西藏矿业集团有限公司", "enterprise", "province", "西藏自治区", None),
    ("财政部", "department", "state", None, "国务院"),
    ("中央宣传部", "party", "state", None, "中国共产党中央委员会"),
    ("各地（市）行署（人民政府）", "group", "prefecture", "西藏自治区", None),
    ("各有关部门", "generic", None, "西藏自治区", None),
]


@pytest.mark.parametrize(("mention", "kind", "level", "place", "parent"), FACTS)
def test_facts(mention: str, kind: str, level: str | None, place: str | None, parent: str | None) -> None:
    body = identify(mention, issuing_authority(["西藏自治区人民政府办公厅"], ""), year=2017)
    assert (body.kind, body.level, body.place, body.parent_label) == (kind, level, place, parent)
    assert (body.parent is None) == (parent is None)


def test_parent_key_is_the_key_of_the_parent_named_itself() -> None:
    tibet = issuing_authority(["西藏自治区人民政府办公厅"], "")
    for mention in ("财政厅", "国税局", "自治区党委组织部", "拉萨海关", "财政部", "中央宣传部"):
        body = identify(mention, tibet, year=2017)
        assert body.parent_label is not None
        parent = identify(body.parent_label, tibet, year=2017)
        assert (parent.key, parent.label) == (body.parent, body.parent_label)


def test_vertical_branch_in_every_way_it_is_printed() -> None:
    quanzhou = issuing_authority(["泉州市人民政府办公室"], "")
    names = ("市税务局", "泉州市税务局", "国家税务总局泉州市税务局", "税务局")
    assert len({identify(name, quanzhou, year=2020).key for name in names}) == 1
    banks = ("人行泉州中心支行", "人民银行泉州市中心支行", "中国人民银行泉州市中心支行", "人行泉州中支")
    assert len({identify(name, quanzhou, year=2020).key for name in banks}) == 1


def test_empty_mention_is_refused() -> None:
    with pytest.raises(ValueError, match="mention is empty"):
        identify(" \n", Authority("state", None, None, "国务院"))


@pytest.mark.parametrize(
    ("mention", "label"),
    [
        # a branch of a national system prints its own place and takes no prefix of the list
        ("人行泉州市中心支行", "中国人民银行泉州市中心支行"),
        ("人民银行泉州市分行", "中国人民银行泉州市分行"),
        ("金融监管总局泉州监管分局", "国家金融监督管理总局泉州监管分局"),
        ("人行市中心支行", "中国人民银行泉州市中心支行"),
        ("国网泉州供电公司", "国网泉州供电公司"),
        # without a place it means the branch at the place of the list
        ("税务局", "国家税务总局泉州市税务局"),
        ("公安局", "泉州市公安局"),
    ],
)
def test_branches_take_no_shared_prefix(mention: str, label: str) -> None:
    authority = issuing_authority(["泉州市人民政府办公室"], "")
    assert identify(mention, authority, shared_prefix="市", year=2024).label == label
