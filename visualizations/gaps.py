"""Gaps that only the graph tells; those of tasks the page works out itself from the duties and deadlines it has.

A gap is a fact of kind `gap` whose role is the name of the query that found it.
"""

from __future__ import annotations

from visualizations.reader import Reader, Row, short_id


def read_gaps(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Note the gaps of documents and bodies; give the bodies that were not resolved, each with what is not known."""
    for row in reader.run("never-picked-up"):
        reader.fact("gap", row, role="never-picked-up", words=_joined(row["sectionNumber"], row["sectionLabel"]))
    for row in reader.run("never-responsible"):
        reader.fact(
            "gap", row | _printed(reader, row), role=f"never-responsible-{row['named']}", words=row["bodyLabel"]
        )
    for row in reader.run("repealed-still-cited"):
        reader.fact("gap", row, object=short_id(row["target"]), role="repealed-still-cited",
                    words=row["targetTitle"] or row["targetNumber"], deadline=row["repealed"])  # fmt: skip
    missing = {short_id(row["department"]): row["missing"] for row in reader.run("unresolved-bodies")}
    return tuple(sorted(missing.items()))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _printed(reader: Reader, row: Row) -> Row:
    """Where the document prints the body: addressees at its head, issuers at its end; an empty span if nowhere."""
    name, document = row["bodyLabel"], short_id(row["document"])
    for text in reader.texts:
        if text.name == row["source"] and document in text.documents and name:
            start = text.content.find(name) if row["named"] == "addressee" else text.content.rfind(name)
            if start >= 0:
                return {"start": str(start), "end": str(start + len(name)), "quote": name}
    return {"start": "0", "end": "0", "quote": ""}
