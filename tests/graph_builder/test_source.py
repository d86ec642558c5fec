"""Reading files: encodings, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph_builder.errors import BuildError, UnreadableError
from graph_builder.formats.plain import decode
from graph_builder.inputs.collect import expand
from graph_builder.inputs.source import read_source

TEXT = "关于做好春耕工作的通知\r\n各县（市、区）人民政府：\r现将有关事项通知如下。\n（农业农村局负责）𠮷\n"
WANTED = "关于做好春耕工作的通知\n各县（市、区）人民政府：\n现将有关事项通知如下。\n（农业农村局负责）𠮷\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_gives_the_same_text(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_source(path).text == WANTED


def test_gbk_is_read() -> None:
    text = WANTED.replace("𠮷", "")
    assert decode(text.encode("gbk"), "a") == (text, "gb18030")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (bytes(range(256)) * 9, "no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(40)), "no text"),
        (b"Notice on strengthening the work of schools. " * 40, "not Chinese"),
        ("Сообщение о работе школ. ".encode() * 40, "not Chinese"),
        ("学校の安全に関するお知らせについて、ご協力をお願いします。".encode() * 20, "not Chinese"),
        (b"x" * 70_000 + "中".encode(), "not Chinese"),
        ("關於加強學校安全工作的通知，各縣市政府教育局應切實辦理。".encode("big5") * 20, "no text"),
        ("学校の安全に関するお知らせについて、ご協力をお願いします。".encode("shift-jis") * 20, "no text"),
        (b"\xff\xfe\x00", "utf-16"),
    ],
)
def test_what_is_no_chinese_text_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError) as error:
        decode(data, "a.txt")
    assert str(error.value).startswith("a.txt: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_file_and_other_kinds_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="No such file"):
        read_source(tmp_path / "no.txt")
    (tmp_path / "a.xls").write_bytes(b"PK")
    with pytest.raises(UnreadableError, match=r"\.xls are not read"):
        read_source(tmp_path / "a.xls")


def test_folders_are_read_in_order_and_say_what_they_pass_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "in/a.TXT", "c.xls", ".hidden.txt"):
        (tmp_path / name).write_text("关于", encoding="utf-8")
    (tmp_path / "linked").symlink_to(tmp_path / "in")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    files, passed_over, unreadable = expand(tmp_path)
    assert [str(file) for file in files] == [str(tmp_path / name) for name in ("b.txt", "broken.txt", "in/a.TXT")]
    assert {line.split(": ")[0] for line in passed_over} == {
        str(tmp_path / n) for n in (".hidden.txt", "c.xls", "linked")
    }
    assert unreadable == []
    with pytest.raises(UnreadableError, match="No such file"):
        read_source(tmp_path / "broken.txt")


def test_folder_with_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="nothing to read"):
        expand(tmp_path)
    with pytest.raises(BuildError, match="without a name"):
        expand("")


def test_pipes_and_large_files_are_no_documents(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableError, match="no file"):
        read_source(tmp_path / "pipe.txt")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(UnreadableError, match="larger than any document"):
        read_source(tmp_path / "large.txt")
