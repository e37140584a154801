from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from workbench.core.anchor import Span
from workbench.core.article import BlockKind
from workbench.core.claim import Claim
from workbench.core.verdict import Verdict
from workbench.ui.source.heat import _BY_URGENCY, HeatStrip


def claims_of(*shares: tuple[int, Verdict]) -> list[Claim]:
    claims, at = [], 0
    for number, (length, verdict) in enumerate(shares):
        kind = BlockKind.PARAGRAPH
        claims.append(
            Claim(number, f"c{number}", 1, number + 1, at, at + length, kind, 0, "x" * length, verdict)
        )
        at += length
    return claims


def urgency_rows(strip: HeatStrip) -> list[Verdict | None]:
    """The verdict that each row of pixels shows, from the top."""
    strip.grab()
    return [_BY_URGENCY.get(urgency) for urgency in strip._rows]


@pytest.fixture
def strip(qtbot, theme) -> HeatStrip:
    strip = HeatStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(strip.width(), 100)
    return strip


def test_a_band_is_as_high_as_its_share_of_the_text(strip):
    strip.set_claims(claims_of((250, Verdict.VERIFIED), (750, Verdict.DISPUTED)), 1000)
    rows = urgency_rows(strip)
    assert rows.count(Verdict.VERIFIED) == 25
    assert rows.count(Verdict.DISPUTED) == 75


def test_where_claims_share_a_row_the_one_that_needs_somebody_shows(strip):
    strip.set_claims(
        claims_of(*[(1, Verdict.VERIFIED)] * 500, (1, Verdict.DISPUTED), *[(1, Verdict.VERIFIED)] * 499), 1000
    )
    assert urgency_rows(strip)[50] is Verdict.DISPUTED
    assert urgency_rows(strip).count(Verdict.DISPUTED) == 1


@pytest.mark.parametrize("changed", [3, 400])
def test_updated_bands_are_those_of_a_strip_drawn_anew(strip, changed):
    before = claims_of(*[(7, Verdict.UNREVIEWED)] * 997)
    after = [
        replace(claim, verdict=Verdict.DISPUTED if claim.id % 2 else Verdict.VERIFIED)
        if claim.id < changed
        else claim
        for claim in before
    ]
    strip.set_claims(before, 7000)
    strip.grab()
    strip.update_claims(after[:changed])
    updated, pixels = urgency_rows(strip), strip.grab().toImage()
    strip.set_claims(after, 7000)
    assert urgency_rows(strip) == updated
    assert strip.grab().toImage() == pixels


def test_verdicts_are_told_apart_without_colour(strip):
    patterns = set()
    for verdict in Verdict:
        strip.set_claims(claims_of((1000, verdict)), 1000)
        strip.set_viewport(Span(900, 1000))
        row = strip.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        patterns.add(tuple(row.pixel(x, 40) == row.pixel(0, 40) for x in range(row.width())))
    assert len(patterns) == len(Verdict)


def test_clicking_and_dragging_point_into_the_text(strip, qtbot):
    strip.set_claims(claims_of((1000, Verdict.VERIFIED)), 1000)
    shares = []
    strip.jump.connect(shares.append)
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, 25))
    qtbot.mouseMove(strip, QPoint(8, 80))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, 80))
    assert shares[0] == pytest.approx(0.25)
    assert shares[-1] <= 1.0


def test_a_short_article_has_bands_of_a_sentence_and_no_frame_while_all_of_it_is_seen(strip):
    strip.resize(strip.width(), 700)
    strip.set_claims(claims_of(*[(100, Verdict.VERIFIED)] * 5), 500)
    strip.set_viewport(Span(0, 500))
    assert len(urgency_rows(strip)) == 160
    whole = strip.grab().toImage()
    assert whole.pixelColor(1, 80) == whole.pixelColor(1, 600) == strip._theme.inks.paper
    strip.set_viewport(Span(0, 250))
    assert strip.grab().toImage() != whole
