"""A hand-made graph in the shape that `policykg build` gives, about the size of a provincial mining notice.

The text is written here, and every offset is found in it, so a test can ask the page for the very words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

BASE = "https://w3id.org/policykg/"
POL = BASE + "ontology#"
ELI = "http://data.europa.eu/eli/ontology#"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
QUDT = "http://qudt.org/schema/qudt/"
PROV = "http://www.w3.org/ns/prov#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

MINERALS = {
    "copper": "铜", "chromium": "铬", "lead": "铅", "zinc": "锌", "molybdenum": "钼", "antimony": "锑",
    "lithium": "锂", "boron": "硼", "potassium": "钾", "geothermal": "地热", "mineral-water": "矿泉水",
}  # fmt: skip
MINES = {
    "甲玛铜多金属矿": ("copper", 0), "驱龙铜矿": ("copper", 0), "雄村铜矿": ("copper", 0), "玉龙铜矿": ("copper", 0),
    "帮浦钼铜矿": ("molybdenum copper", 0), "纳如松多铅锌矿": ("lead zinc", 0), "浦桑果铅锌矿": ("lead zinc", 0),
    "斯弄多铅锌矿": ("lead zinc", 0), "罗布莎铬铁矿": ("chromium", 1), "扎西康铅锌矿": ("lead zinc", 1),
    "结巴至桑日铜多金属矿": ("copper", 1), "扎布耶盐湖锂矿": ("lithium boron potassium", 2),
    "拉果措盐湖锂矿": ("lithium", 2), "多龙铜矿": ("copper", None),
}  # fmt: skip
BASES = ("藏中、藏东地区有色金属资源开发基地", "藏南地区铬铁矿、铅锌矿产业基地", "藏西盐湖资源开发基地")
PARK = "藏青工业园"
# number|label|role:bodies;role:bodies
TASKS = """
三（一）|严控新增电解铝产能|lead:发展改革委;support:工业和信息化厅、国土资源厅、环境保护厅;supervise:藏青工业园管委会
三（二）|合理规划产业布局|responsible:各地（市）行署（人民政府）、发展改革委、工业和信息化厅、国资委
三（三）|依法依规处置落后产能|
|发展精深加工|lead:工业和信息化厅;guide:发展改革委、科技厅;support:安全监管局、藏青工业园管委会
三（五）|加强资源储备工作|responsible:国土资源厅、发展改革委、工业和信息化厅
三（六）|积极推进国际合作|
四（二）|盘活存量土地|responsible:各地（市）行署（人民政府）、国土资源厅、财政厅、发展改革委
四（三）|加强矿山基础设施建设|lead:交通运输厅;support:能源局、国土资源厅
四（四）|加大财税支持|responsible:财政厅、国税局、发展改革委、工业和信息化厅、国土资源厅、商务厅、科技厅、拉萨海关
四（五）|加强金融扶持|responsible:金融办、人行拉萨中心支行、银监局、证监局、保监局、发展改革委、财政厅、工业和信息化厅
四（六）|加大专业人才培养、引进力度|responsible:人力资源社会保障厅、教育厅;guide:有关部门
四（七）|充分发挥行业协会作用|
"""
DEADLINES = {1: "2018-12-31", 5: "2020-12-31", 10: "2019-06-30"}
ROLE_WORDS = {"lead": "牵头", "responsible": "负责", "support": "配合", "guide": "指导", "supervise": "监督"}


def _term(value: str) -> str:
    return f"<{value}>"


def literal(value: object, datatype: str = "", language: str = "") -> str:
    """One N-Triples literal, every special character escaped."""
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"' + (f"^^<{XSD}{datatype}>" if datatype else f"@{language}" if language else "")


def zh(value: str) -> str:
    """A Chinese literal."""
    return literal(value, language="zh")


@dataclass
class Notice:
    """One document's quads, growing; `text` is what offsets point into."""

    key: str
    title: str
    file_name: str
    number: str = ""
    text: str = ""
    quads: set[str] = field(default_factory=set)

    @property
    def iri(self) -> str:
        return f"{BASE}id/doc/{self.key}"

    @property
    def text_iri(self) -> str:
        return f"{BASE}id/text/{self.key}"

    def add(self, subject: str, predicate: str, term: str) -> None:
        self.quads.add(f"<{subject}> <{predicate}> {term} <{BASE}graph/{self.key}> .")

    def say(self, words: str) -> tuple[int, int]:
        """Print words at the end of the text and give their span."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def evidence(self, subject: str, span: tuple[int, int]) -> None:
        start, end = span
        name = f"{self.text_iri}#char={start},{end}"
        self.add(subject, POL + "evidence", _term(name))
        self.add(name, RDF_TYPE, _term(OA + "SpecificResource"))
        self.add(name, OA + "hasSource", _term(self.text_iri))
        self.add(name, OA + "hasSelector", _term(name + ";position"))
        self.add(name, OA + "hasSelector", _term(name + ";quote"))
        self.add(name + ";position", RDF_TYPE, _term(OA + "TextPositionSelector"))
        self.add(name + ";position", OA + "start", literal(start, "nonNegativeInteger"))
        self.add(name + ";position", OA + "end", literal(end, "nonNegativeInteger"))
        self.add(name + ";quote", RDF_TYPE, _term(OA + "TextQuoteSelector"))
        self.add(name + ";quote", OA + "exact", literal(self.text[start:end]))

    def typed(self, subject: str, *classes: str) -> str:
        for name in classes:
            self.add(subject, RDF_TYPE, _term(name))
        return subject

    def body(self, mention: str, full: str = "") -> str:
        """A body; its full name carries the province unless given."""
        generic = mention.startswith("有关")
        group = mention.startswith("各地")
        iri = self.typed(f"{BASE}id/org/{_slug(mention)}", POL + "Body")
        kind = POL + "GenericBody" if generic else POL + "OrganizationGroup" if group else ORG + "FormalOrganization"
        self.typed(iri, kind)
        self.add(iri, SKOS + "prefLabel", zh(full or (mention if generic or group else "西藏自治区" + mention)))
        self.add(iri, SKOS + "altLabel", zh(mention))
        self.add(iri, POL + "level", _term(f"{BASE}level/province"))
        return iri

    def task(self, sequence: int, number: str, label: str) -> str:
        iri = self.typed(f"{self.iri}/task/{sequence}", POL + "Task")
        self.add(iri, POL + "statedIn", _term(self.iri))
        self.add(iri, POL + "sequence", literal(sequence, "integer"))
        if number:
            self.add(iri, POL + "number", literal(number))
        if label:
            self.add(iri, RDFS + "label", zh(label))
        self.evidence(iri, self.say(number + label + "。"))
        return iri

    def duty(
        self, task: str, sequence: int, role: str, mention: str, span: tuple[int, int], deadline: str = ""
    ) -> None:
        iri = self.typed(f"{task}/responsibility/{sequence}", POL + "Responsibility")
        self.add(task, POL + "hasResponsibility", _term(iri))
        self.add(iri, POL + "responsibleParty", _term(self.body(mention)))
        self.add(iri, POL + "role", _term(f"{BASE}role/{role}"))
        self.add(iri, POL + "mention", literal(mention))
        self.add(iri, POL + "sequence", literal(sequence, "integer"))
        if mention.startswith("有关"):
            self.add(iri, POL + "generic", literal("true", "boolean"))
        if deadline:
            self.add(iri, POL + "deadline", literal(deadline, "date"))
        self.evidence(iri, span)

    def due(self, task: str, words: str, day: str, span: tuple[int, int]) -> None:
        """Give a task a deadline."""
        iri = self.typed(f"{task}/deadline/1", POL + "Deadline")
        self.add(task, POL + "hasDeadline", _term(iri))
        self.add(iri, POL + "deadlineText", literal(words))
        self.add(iri, POL + "deadline", literal(day, "date"))
        self.evidence(iri, span)

    def corrected(self, duty: str, name: str) -> None:
        """Say that a person decided a responsibility."""
        decision = self.typed(f"{self.iri}/correction/1", POL + "Correction")
        self.add(duty, POL + "correctedBy", _term(decision))
        self.add(decision, PROV + "wasAssociatedWith", _term(f"{BASE}id/person/1"))
        self.add(f"{BASE}id/person/1", RDFS + "label", zh(name))

    def reference(self, sequence: int, relation: str, title: str, number: str, span: tuple[int, int]) -> None:
        iri = self.typed(f"{self.iri}/reference/{sequence}", POL + "Reference")
        target = self.typed(f"{BASE}id/doc/{_slug(number)}", POL + "PolicyDocument", ELI + "LegalResource")
        self.add(target, DCTERMS + "title", zh(title))
        self.add(target, ELI + "number", literal(number))
        self.add(target, POL + "stub", literal("true", "boolean"))
        self.add(iri, POL + "referringDocument", _term(self.iri))
        self.add(iri, POL + "target", _term(target))
        self.add(iri, POL + "relation", _term(f"{BASE}relation/{relation}"))
        self.add(iri, POL + "citedTitle", literal(title))
        self.add(iri, POL + "citedNumber", literal(number))
        self.evidence(iri, span)

    def finding(self, sequence: int, kind: str, comment: str, span: tuple[int, int]) -> None:
        iri = self.typed(f"{self.iri}/finding/{sequence}", POL + "Finding")
        self.add(iri, POL + "findingKind", _term(f"{BASE}finding/{kind}"))
        self.add(iri, RDFS + "comment", zh(comment))
        self.add(iri, POL + "inDocument", _term(self.iri))
        self.evidence(iri, span)

    def close(self) -> str:
        """The finished N-Quads."""
        self.typed(self.iri, POL + "PolicyDocument", ELI + "LegalResource")
        self.add(self.iri, DCTERMS + "title", zh(self.title))
        if self.number:
            self.add(self.iri, ELI + "number", literal(self.number))
        self.add(self.iri, POL + "issuerText", literal("西藏自治区人民政府办公厅"))
        self.add(self.iri, ELI + "date_document", literal("2017-03-30", "date"))
        self.add(self.iri, ELI + "type_document", _term(f"{BASE}doctype/notice"))
        self.add(self.iri, ELI + "is_realized_by", _term(self.text_iri))
        self.typed(self.text_iri, ELI + "LegalExpression")
        self.add(self.text_iri, ELI + "realizes", _term(self.iri))
        self.add(self.text_iri, POL + "fileName", literal(self.file_name))
        self.add(self.text_iri, POL + "text", literal(self.text))
        self.add(self.text_iri, POL + "length", literal(len(self.text), "integer"))
        return "".join(line + "\n" for line in sorted(self.quads))


def _slug(words: str) -> str:
    return "".join(f"{ord(character):x}" for character in words)[:60]


def mining_notice() -> Notice:
    """The usual fixture: every kind of node, every role, a character beyond the basic plane before all facts."""
    notice = Notice("seed", "关于促进有色金属工业增效益的实施方案", "notice.txt", "藏政办发〔2017〕1号")
    notice.say("𠀋本方案供测试用。\n")
    span = notice.say("为贯彻落实《国务院办公厅关于有色金属工业的指导意见》（国办发〔2016〕42号），制定本方案。\n")
    notice.reference(1, "implements", "国务院办公厅关于有色金属工业的指导意见", "国办发〔2016〕42号", span)
    _indicator(notice)
    for sequence, row in enumerate(TASKS.strip().splitlines(), 1):
        number, label, clauses = row.split("|")
        deadline = DEADLINES.get(sequence, "")
        task = notice.task(sequence, number, label)
        if deadline:
            notice.add(task, POL + "deadline", literal(deadline, "date"))
        if sequence == 1:
            span = notice.say(
                "落实《国务院关于化解产能过剩的指导意见》（国发〔2013〕41号），藏青工业园不引进新建项目。"
            )
            notice.reference(2, "implements", "国务院关于化解产能过剩的指导意见", "国发〔2013〕41号", span)
            notice.add(task, POL + "concerns", _term(_place(notice, PARK, "IndustrialPark", span)))
        if sequence == 2:
            _mining(notice, task)
        notice.say("各单位按照本条要求抓好落实，确保各项措施见到实效。")
        count = 0
        for clause in filter(None, clauses.split(";")):
            role, bodies = clause.split(":")
            span = notice.say(f"（{bodies}{ROLE_WORDS[role]}）")
            for mention in bodies.split("、"):
                count += 1
                notice.duty(task, count, role, mention, span, deadline)
        notice.say("\n")
    span = notice.say("各级各有关方面要会同协会一并抓好落实。\n")
    notice.finding(1, "unread", "这句话提到责任，但没有读懂", span)
    for kind, sentences, characters in (("fact", 12, 300), ("formula", 3, 60), ("unread", 1, 40)):
        iri = notice.typed(f"{notice.iri}/coverage/{kind}", POL + "Coverage")
        notice.add(iri, POL + "inDocument", _term(notice.iri))
        notice.add(iri, POL + "sentenceClass", _term(f"{BASE}sentence/{kind}"))
        notice.add(iri, POL + "sentenceCount", literal(str(sentences), "integer"))
        notice.add(iri, POL + "characterCount", literal(str(characters), "integer"))
        notice.add(iri, POL + "share", literal(str(characters / 400), "decimal"))
    return notice


def _indicator(notice: Notice) -> None:
    iri = notice.typed(f"{notice.iri}/indicator/1", POL + "Indicator")
    notice.add(iri, POL + "inDocument", _term(notice.iri))
    notice.add(iri, RDFS + "label", zh("有色金属工业增加值"))
    notice.add(iri, QUDT + "numericValue", literal("19.77", "decimal"))
    notice.add(iri, POL + "unitText", literal("亿元"))
    notice.add(iri, POL + "year", literal("2016", "gYear"))
    notice.evidence(iri, notice.say("2016年，有色金属工业实现增加值19.77亿元。\n"))


def _place(notice: Notice, name: str, kind: str, span: tuple[int, int]) -> str:
    iri = notice.typed(f"{BASE}id/{'mine' if kind == 'Mine' else 'base'}/{_slug(name)}", POL + kind)
    notice.add(iri, RDFS + "label", zh(name))
    notice.add(iri, POL + "inDocument", _term(notice.iri))
    notice.evidence(iri, span)
    return iri


def _mineral(notice: Notice, name: str) -> str:
    iri = notice.typed(f"{BASE}mineral/{name}", SKOS + "Concept")
    notice.add(iri, SKOS + "prefLabel", zh(MINERALS[name]))
    notice.add(iri, SKOS + "prefLabel", literal(name, language="en"))
    notice.add(iri, SKOS + "inScheme", _term(BASE + "mineral"))
    return iri


def _mining(notice: Notice, task: str) -> None:
    for sequence, name in enumerate(MINERALS, 1):
        iri = notice.typed(f"{notice.iri}/mention/{sequence}", POL + "MineralMention")
        notice.add(iri, POL + "mineral", _term(_mineral(notice, name)))
        notice.add(iri, POL + "inDocument", _term(notice.iri))
        notice.add(iri, POL + "inTask", _term(task))
        notice.add(task, POL + "concerns", _term(f"{BASE}mineral/{name}"))
        notice.evidence(iri, notice.say(MINERALS[name]))
        notice.say("、")
    bases = [_place(notice, name, "IndustrialBase", notice.say(name)) for name in BASES]
    for base in bases:
        notice.add(task, POL + "concerns", _term(base))
    for name, (minerals, base_index) in MINES.items():
        iri = _place(notice, name, "Mine", notice.say(name))
        notice.say("，")
        notice.add(task, POL + "concerns", _term(iri))
        notice.add(iri, POL + "status", zh("在建"))
        for mineral in minerals.split():
            notice.add(iri, POL + "mineral", _term(_mineral(notice, mineral)))
        if base_index is not None:
            notice.add(iri, POL + "partOfBase", _term(bases[base_index]))


HOSTILE = (
    '<img src=x onerror="document.title=\'XSS\'">', "</script><script>document.title='XSS'</script>",
    "href=javascript:document.title='XSS'", "\u2028\u2029'\"`${document.title='XSS'}", "=1+1,\"@SUM(A1)",
)  # fmt: skip


def hostile_notice() -> Notice:
    """A document every field of which tries to be something else than text."""
    image, script, link, line, formula = HOSTILE
    notice = Notice("hostile", image + script, script + ".txt", link)
    task = notice.task(1, formula[:6], image + script)
    other = notice.task(2, "二", formula)
    span = notice.say(f"（{image}{script}{link}{line}负责）")
    for sequence, words in enumerate(HOSTILE, 1):
        notice.duty(task if sequence % 2 else other, sequence, "lead", words, span)
    notice.corrected(f"{task}/responsibility/1", image + formula)
    notice.due(task, "\r\nEND:VEVENT\r\nBEGIN:VALARM;,\\" + image, "2020-02-29", span)
    notice.due(other, formula, "2020-03-01", span)
    notice.reference(1, "cites", script + image, link + line, span)
    notice.finding(1, "unread", image + line, span)
    _place(notice, image, "Mine", span)
    return notice


def many_notices(documents: int, tasks: int, bodies: int) -> str:
    """N-Quads of several documents that share bodies: 1 + tasks nodes each, and the bodies."""
    quads = ""
    for document in range(documents):
        title, number = f"第{document + 1}号工作方案", f"测发〔2020〕{document + 1}号"
        notice = Notice(f"doc{document}", title, f"plan-{document + 1}.txt", number)
        notice.say(f"{title}\n")
        for sequence in range(1, tasks + 1):
            task = notice.task(sequence, f"{sequence}.", f"推进第{document + 1}项第{sequence}类工作")
            names = sorted({(document * 7 + sequence * 3 + step * step) % bodies for step in range(3)})
            mentions = [f"第{name + 1}业务主管局" for name in names]
            span = notice.say("（" + "、".join(mentions) + "负责）\n")
            for count, mention in enumerate(mentions, 1):
                notice.duty(task, count, "lead" if count == 1 else "responsible", mention, span)
        quads += notice.close()
    return quads
