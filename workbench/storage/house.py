"""The house rule of a workspace, kept with its other facts."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from workbench.core.house import HouseRule
from workbench.storage import tables as t
from workbench.storage.connection import Reading

_KEY = "house_rule"


def read_house_rule(reading: Reading) -> HouseRule:
    """The rule in force; the default one where nobody has set any."""
    found = reading.execute(select(t.meta.c.value).where(t.meta.c.key == _KEY)).scalar()
    return HouseRule(**json.loads(found)) if found else HouseRule()


def write_house_rule(connection: Connection, rule: HouseRule) -> None:
    """Put `rule` in force."""
    connection.execute(delete(t.meta).where(t.meta.c.key == _KEY))
    connection.execute(insert(t.meta).values(key=_KEY, value=json.dumps(asdict(rule), sort_keys=True)))
