"""The house rule of a desk: how many sources each Claim has, and how many it still needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workbench.core.change import SetHouseRule
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence, Stance
from workbench.core.house import HouseRule, Sourcing, sourcing
from workbench.desk.session import Session
from workbench.storage.house import read_house_rule
from workbench.storage.sourcing import supporting_sources

MOST: Final = 99  # sources that a rule can ask for
NOTHING: Final = Sourcing(0, 0, 0)


class Lack(NamedTuple):
    """What would meet the rule: so many more primary sources, or so many secondary ones; 0: no such way."""

    primary: int
    secondary: int


def house_rule(session: Session) -> HouseRule:
    """The rule of this workspace."""
    with session.workspace.read() as connection:
        return read_house_rule(connection)


def set_house_rule(session: Session, rule: HouseRule) -> bool:
    """Put `rule` in force, as one change; False when it is in force already.

    BadInputError for numbers that cannot be.
    """
    for number, name in ((rule.primary, "primary"), (rule.secondary, "secondary")):
        if not 0 <= number <= MOST:
            raise BadInputError(f"A house rule asks for 0 to {MOST} {name} sources, not for {number}.")
    before = house_rule(session)
    if rule != before:
        session.apply(SetHouseRule(before, rule))
    return rule != before


def sourcing_of(
    session: Session, article_id: int, claims: Sequence[str] | None = None
) -> dict[str, Sourcing]:
    """The supporting sources of each Claim (uid) of an Article that has any; one query for all of them.

    With `claims` (uids) only of these.
    """
    with session.workspace.read() as connection:
        found = supporting_sources(connection, article_id, claims)
    return {uid: sourcing(sources) for uid, sources in found.items()}


def lacking(has: Sourcing, rule: HouseRule) -> Lack | None:
    """What is missing for `rule`; None when it is met."""
    if has.meets(rule):
        return None
    return Lack(max(0, rule.primary - has.primary), max(0, rule.secondary - has.secondary))


def ungraded(session: Session, claim: str) -> list[Evidence]:
    """The Evidence that supports a Claim (uid) and has no grade yet, each once."""
    cited = {c.evidence_uid: c for c in session.citations(claim=claim) if c.stance is Stance.SUPPORTS}
    found = [session.evidence(uid=uid) for uid in cited]
    return [evidence for evidence in found if evidence.source.grade is None]
