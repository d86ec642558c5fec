"""What documents and labels say is never markup, on any page."""

from __future__ import annotations

from pathlib import Path

from rdflib import RDFS, SKOS, Literal, URIRef

from docs.knowledge import Knowledge
from docs.links import dead_links, read_pages
from docs.samples import read_documents
from docs.site import Site
from ontology import POL

HOSTILE = "<script>alert(1)</script><img src=https://example.org/x onerror=alert(2)>\"'>{{ 7 * 7 }}[x](javascript:alert(3))</pre>]]>"
DOCUMENT = f"""\
云南省人民政府办公厅关于{HOSTILE}的通知
云政办发〔2024〕7号
各州、市人民政府：
一、推进{HOSTILE}建设。（省财政厅{HOSTILE}牵头，省公安厅配合）
二、推进矿山{HOSTILE}建设。（省自然资源厅牵头，省公安厅配合）
云南省人民政府办公厅
2024年3月1日
"""


def test_nothing_that_is_said_becomes_markup(tmp_path: Path) -> None:
    file = tmp_path / "<b>hostile.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    knowledge = Knowledge()
    for property_, language in (
        (SKOS.definition, "zh"),
        (SKOS.example, "zh"),
        (RDFS.label, "en"),
        (SKOS.scopeNote, "en"),
    ):
        for name in (POL.Task, POL.number):
            knowledge.graph.remove((URIRef(name), property_, None))
            knowledge.graph.add((URIRef(name), property_, Literal(HOSTILE, lang=language)))
    with read_documents(file) as sampled:
        made = Site(knowledge, sampled).files()
    assert list(dead_links(made)) == []
    shown = 0
    for path, page in read_pages(made).items():
        assert len(page.tree.xpath("//script")) == (path == "index.html"), path
        assert page.tree.xpath("//img | //b[text()='hostile'] | //@*[starts-with(name(), 'on')]") == [], path
        assert not any(link.startswith("javascript") for link in page.links), path
        assert "49[x]" not in page.tree.text_content(), path
        shown += page.tree.text_content().count("alert(1)")
    assert shown > 10
