"""The schema's tables as SQLAlchemy Core sees them.

Rows travel as Core rows: loading 10,000 SQLModel objects takes nine times as long as 10,000 Core rows.
"""

from __future__ import annotations

from sqlalchemy import Table

from workbench.storage.schema import TABLES


def _table(name: str) -> Table:
    return TABLES.tables[name]


meta = _table("meta")
article = _table("article")
revision = _table("revision")
original = _table("original")
block = _table("block")
claim = _table("claim")
sentence = _table("sentence")
decision = _table("decision")
evidence = _table("evidence")
chunk = _table("evidence_chunk")
page = _table("evidence_page")
ocr = _table("ocr_page")
picture = _table("picture")
citation = _table("citation")
audit = _table("audit_event")
undo = _table("undo")
