"""Zip files of documents: names, order, bounds, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from graph_builder import build, read_source
from graph_builder.errors import BuildError, UnreadableError
from graph_builder.inputs import archive
from graph_builder.inputs.archive import open_archive
from graph_builder.inputs.collect import collect, expand

NOTICE = "关于做好春耕工作的通知\n各县人民政府：\n一、备足种子。（市供销社负责）\n甲市人民政府\n2023年5月6日\n"
OTHER = NOTICE.replace("春耕", "秋收").replace("备足种子", "颗粒归仓")


def pack(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return path


def pack_as_windows(path: Path, name: str, data: bytes) -> Path:
    """Write a zip file with a name in GBK and without the flag for UTF-8, as the Explorer does."""
    stand_in = "x" * len(name.encode("gbk"))
    pack(path, {stand_in: data})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name.encode("gbk")))
    return path


def test_documents_in_a_zip_file_are_read_as_in_a_folder(tmp_path: Path) -> None:
    page = f"<html><body>{''.join(f'<p>{line}</p>' for line in OTHER.splitlines())}</body></html>"
    zipped = pack(tmp_path / "文件.zip", {"附件/甲.txt": NOTICE, "乙.html": page, "readme.md": "x", ".隐.txt": NOTICE})
    (tmp_path / "in/附件").mkdir(parents=True)
    (tmp_path / "in/附件/甲.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "in/乙.html").write_text(page, encoding="utf-8")
    report = build([zipped], tmp_path / "a", "policykg 0")
    assert [d.source for d in report.documents] == ["乙.html", "甲.txt"]
    assert [d.responsibilities for d in report.documents] == [1, 1]
    assert len(report.notes) == 2
    build([tmp_path / "in"], tmp_path / "b", "policykg 0")
    assert (tmp_path / "a/graph.nq").read_bytes() == (tmp_path / "b/graph.nq").read_bytes()
    assert read_source(zipped / "附件/甲.txt").text == NOTICE
    assert read_source(zipped / "乙.html").text == OTHER


def test_order_in_the_zip_file_does_not_count(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {"甲/a.txt": NOTICE, "乙/a.txt": OTHER}
    for name, inside in (("1", members), ("2", dict(reversed(members.items())))):
        (tmp_path / name).mkdir()
        pack(tmp_path / name / "x.zip", inside)
        report = build([tmp_path / name / "x.zip"], tmp_path / f"out{name}", "policykg 0")
        # Two of one name are told apart by their folders.
        assert [d.source for d in report.documents] == ["乙/a.txt", "甲/a.txt"]
    assert (tmp_path / "out1/graph.nq").read_bytes() == (tmp_path / "out2/graph.nq").read_bytes()


def test_zip_files_in_folders_are_read_and_in_zip_files_named(tmp_path: Path) -> None:
    inner = pack(tmp_path / "inner.zip", {"b.txt": OTHER})
    pack(tmp_path / "x.zip", {"a.txt": NOTICE, "inner.zip": inner.read_bytes(), "c.doc": b"", "__MACOSX/a.txt": b""})
    inner.unlink()
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    found, passed_over, unreadable = expand(tmp_path)
    assert [str(path) for path in found] == [str(tmp_path / "x.zip/a.txt")]
    assert sorted(line.split("passed over ")[1] for line in passed_over) == [
        "(a hidden file)", "(a zip file within one; unpack it)", "(old Word; save it as .docx)"
    ]  # fmt: skip
    assert unreadable == [f"{tmp_path / 'broken.zip'}: this zip file is damaged"]


@pytest.mark.parametrize("name", ["关于做好春耕工作的通知.txt", "附件/实施方案（试行）.txt"])
def test_names_that_windows_wrote_are_shown_rightly(name: str, tmp_path: Path) -> None:
    zipped = pack_as_windows(tmp_path / "x.zip", name, NOTICE.encode())
    assert list(open_archive(zipped).members) == [name]
    assert read_source(zipped / name).text == NOTICE
    assert read_source(zipped / name).name == name.split("/")[-1]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/甲.txt", "etc/甲.txt"), ("/etc/甲.txt", "etc/甲.txt"), ("a\\b\\甲.txt", "a/b/甲.txt"),
        ("./a//甲.txt", "a/甲.txt"), ("C:\\甲.txt", "C:/甲.txt"),
    ],
)  # fmt: skip
def test_a_name_in_a_zip_file_is_no_path(name: str, shown: str, tmp_path: Path) -> None:
    zipped = pack(tmp_path / "x.zip", {name: NOTICE})
    found, _, _ = collect([zipped])
    assert found == [zipped / shown]
    assert read_source(zipped / shown).text == NOTICE
    assert {path.name for path in tmp_path.iterdir()} == {"x.zip"}


def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    zipped = pack(tmp_path / "x.zip", {"a.txt": NOTICE, "b.txt": b"\xff" * 99, "c.txt": OTHER})
    raw = bytearray(zipped.read_bytes())
    # The flag for encryption, in the list of members.
    at = raw.rfind(b"c.txt") - 46
    raw[at + 8] |= 1
    zipped.write_bytes(raw)
    report = build([zipped], tmp_path / "out", "policykg 0")
    assert [d.source for d in report.documents] == ["a.txt"]
    assert [line.removeprefix(f"{zipped}/") for line in report.failures] == [
        "b.txt: this is no text (neither UTF-8, UTF-16 nor GB 18030)",
        "c.txt: the zip file is encrypted; unpack it with its password",
    ]
    with pytest.raises(UnreadableError, match=r"this is a zip file; name a document in it, as .*x\.zip/甲\.txt"):
        read_source(zipped)
    with pytest.raises(UnreadableError, match="holds no such document"):
        read_source(zipped / "d.txt")
    with pytest.raises(BuildError, match="the zip file holds nothing to read"):
        expand(pack(tmp_path / "empty.zip", {"a.md": b""}))
    (tmp_path / "none.zip").write_bytes(b"")
    with pytest.raises(UnreadableError, match="damaged"):
        expand(tmp_path / "none.zip")
    with pytest.raises(UnreadableError, match="No such file"):
        read_source(tmp_path / "no.zip")


def test_two_members_of_one_name(tmp_path: Path) -> None:
    zipped = tmp_path / "x.zip"
    with zipfile.ZipFile(zipped, "w") as file:
        file.writestr("a.txt", NOTICE)
        file.writestr("./a.txt", OTHER)
    found, passed_over, _ = expand(zipped)
    assert found == [zipped / "a.txt"]
    assert [line.split(": ")[1] for line in passed_over] == ["passed over (the zip file has two of this name)"]


def test_bombs_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_builder.inputs.source.LARGEST", 1_000_000)
    large = pack(tmp_path / "large.zip", {"a.txt": b" " * 1_300_000})
    report = collect([large])
    assert report[1] == []
    with pytest.raises(UnreadableError, match=r"large\.zip/a\.txt: larger than any document"):
        read_source(large / "a.txt")
    monkeypatch.setattr(archive, "MOST", 1_000_000)
    many = pack(tmp_path / "many.zip", {f"{i}.txt": b" " * 300_000 for i in range(4)})
    with pytest.raises(UnreadableError, match="unpacks to 1200000 bytes"):
        expand(many)
    # A list of members that claims more than any folder holds is not read at all.
    end = io.BytesIO(many.read_bytes())
    raw = bytearray(end.getvalue())
    at = raw.rfind(b"PK\x05\x06")
    raw[at + 12 : at + 16] = struct.pack("<I", 500_000_000)
    (tmp_path / "list.zip").write_bytes(raw)
    with pytest.raises(UnreadableError, match="more members than any folder"):
        expand(tmp_path / "list.zip")


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    zipped = pack(tmp_path / "x.zip", {"a.txt": NOTICE * 50})
    raw = bytearray(zipped.read_bytes())
    at = raw.rfind(b"a.txt") - 46
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    zipped.write_bytes(raw)
    with pytest.raises(UnreadableError, match=r"x\.zip/a\.txt: "):
        read_source(zipped / "a.txt")
