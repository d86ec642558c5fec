"""Loading into real triple stores of other makers, and asking them."""

from __future__ import annotations

from pathlib import Path

import pytest

from queries import load

OTHER = "urn:other"
HOSTILE = """<http://例子.invalid/法> <urn:p> "铜\\n矿\\t\\"x\\\\u0041 \\\\"@zh <urn:g:1> .
<urn:s> <urn:p> "𠀀😀" <urn:g:1> .
<urn:s> <urn:p> "" <urn:g:1> .
<urn:s> <urn:p> "x"@zh-Hans <urn:g:1> .
<urn:s> <urn:p> "x"@en <urn:g:1> .
<urn:s> <urn:p> "2020"^^<http://www.w3.org/2001/XMLSchema#gYear> <urn:g:1> .
<urn:s> <urn:p> "2020-02-29"^^<http://www.w3.org/2001/XMLSchema#date> <urn:g:1> .
<urn:s> <urn:p> "007"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> <urn:g:1> .
<urn:s> <urn:p> "0.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <urn:g:1> .
<urn:s> <urn:p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <urn:g:1> .
<urn:s> <urn:p> "false"^^<http://www.w3.org/2001/XMLSchema#boolean> <urn:g:1> .
<urn:s> <urn:p> _:b <urn:g:1> .
_:b <urn:p> "环节" <urn:g:1> .
<urn:s> <urn:p> "长LONG"@zh <urn:g:2> .
""".replace("LONG", "文" * 40_000)


@pytest.fixture(scope="session", params=["fuseki", "virtuoso"])
def store_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_server")
    return url


@pytest.fixture
def store(store_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """URL of a store that holds nothing of ours, with what it takes to write into it."""
    if "/ds" not in store_url:
        monkeypatch.setenv("POLICYKG_USER", "dba")
        monkeypatch.setenv("POLICYKG_PASSWORD", "dba")
    return store_url


def test_what_is_sent_arrives(store: str, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(HOSTILE, encoding="utf-8")
    report = load(tmp_path, store, queries=False)
    assert report.error is None
    assert [(graph.sent, graph.found, graph.same) for graph in report.graphs] == [(13, 13, True), (1, 1, True)]
