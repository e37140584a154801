from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication

from workbench.core.anchor import Span
from workbench.core.article import BlockKind
from workbench.core.verdict import Verdict
from workbench.ui.theme import LIGHT

PARAGRAPH = BlockKind.PARAGRAPH


def middle(view, uid: str) -> QPoint:
    _, _, rect = next(view.sheet.rows(view.claims.get(uid).span))
    return rect.center().toPoint()


def press(view, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> bool:
    """Sends a key straight to the view; True when the view used it."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers)
    QApplication.sendEvent(view, event)
    return event.isAccepted()


def pixels_of(image: QImage, color: QColor, rect) -> int:
    want = color.rgb()
    rows = range(int(rect.top()), int(rect.bottom()))
    columns = range(int(rect.left()), int(rect.right()))
    return sum(image.pixel(x, y) == want for y in rows for x in columns)


def test_a_click_makes_the_sentence_current_and_says_so_once(view, show, make, qtbot):
    show(make((PARAGRAPH, ["The first stands here.", "The second follows it."])))
    said = []
    view.current_changed.connect(said.append)
    for _ in range(2):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, "c2"))
    assert said == ["c2"]
    assert view.current_uid == "c2"


def test_what_the_window_makes_current_is_not_said_back(view, show, make, qtbot):
    show(make((PARAGRAPH, ["The first stands here.", "The second follows it."])))
    with qtbot.assertNotEmitted(view.current_changed):
        view.set_current("c2")
    assert view.current_uid == "c2"
    view.set_current("a stranger")
    assert view.current_uid is None


def test_a_double_click_and_return_activate_the_current_sentence(view, show, make, qtbot):
    show(make((PARAGRAPH, ["The first stands here.", "The second follows it."])))
    activated = []
    view.activated.connect(activated.append)
    view.set_current("c1")
    assert press(view, Qt.Key.Key_Return)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, "c2"))
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, "c2"))
    assert activated == ["c1", "c2"]


def test_letters_and_up_and_down_are_left_to_the_window(view, show, long_article):
    show(long_article)
    before = view.verticalScrollBar().value()
    keys = Qt.Key
    for key in (keys.Key_V, keys.Key_D, keys.Key_J, keys.Key_K, keys.Key_Up, keys.Key_Down, keys.Key_Slash):
        assert not press(view, key)
    assert view.verticalScrollBar().value() == before


def test_page_keys_home_and_end_scroll(view, show, long_article):
    show(long_article)
    bar = view.verticalScrollBar()
    assert press(view, Qt.Key.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()
    press(view, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    press(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    press(view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_sentence_out_of_sight_comes_to_a_third_from_the_top(view, show, long_article):
    show(long_article)
    view.set_current("c90")
    top, _ = view.sheet.extent(view.claims.get("c90").span)
    assert top == pytest.approx(view.viewport().height() / 3, abs=2)


def test_a_sentence_comfortably_in_sight_does_not_move_the_page(view, show, long_article):
    show(long_article)
    view.set_current("c90")
    before = view.verticalScrollBar().value()
    view.set_current("c91")
    view.set_current("c89")
    assert view.verticalScrollBar().value() == before


def test_measuring_out_of_sight_moves_nothing_in_sight(view, long_article, qtbot):
    view.show_article(long_article.text, long_article.blocks, long_article.claims, "en")
    view.set_current("c150")
    assert not view.sheet.flow.settled
    before = view.sheet.extent(view.claims.get("c150").span)
    qtbot.waitUntil(lambda: view.sheet.flow.settled, timeout=5000)
    assert view.sheet.extent(view.claims.get("c150").span) == before
    assert view.verticalScrollBar().value() == view.sheet.y


def test_zoom_and_width_keep_the_current_sentence_where_it_stood(view, show, long_article, theme, qtbot):
    show(long_article)
    view.set_current("c90")
    span = view.claims.get("c90").span
    before, _ = view.sheet.extent(span)
    for change in (lambda: theme.set_zoom(150), lambda: view.resize(480, 600), lambda: theme.set_zoom(80)):
        change()
        assert view.sheet.extent(span)[0] == pytest.approx(before, abs=2)


def test_the_selection_copies_the_exact_text(view, show, make):
    article = show(make((PARAGRAPH, ["A no-break\u00a0space, a\nline end", "and 😀 stay as they are."])))
    view.select(0, len(article.text))
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == article.text


def test_dragging_selects_whole_characters_beyond_the_basic_plane(view, show, make, qtbot):
    article = show(make((PARAGRAPH, ["😀😀😀 three faces, no more."])))
    _, _, rect = next(view.sheet.rows(Span(0, 3)))
    viewport, button = view.viewport(), Qt.MouseButton.LeftButton
    y = rect.center().toPoint().y()
    qtbot.mousePress(viewport, button, pos=QPoint(int(rect.left()) + 1, y))
    qtbot.mouseMove(viewport, QPoint(int(rect.right()) - 1, y))
    qtbot.mouseRelease(viewport, button, pos=QPoint(int(rect.right()) - 1, y))
    assert view.selected_text() == article.text[:3]


def test_the_caret_names_a_code_point_inside_the_current_sentence_only(view, show, make, qtbot):
    show(make((PARAGRAPH, ["😀 One here.", "Two is here."])))
    view.set_current("c1")
    assert view.cursor_offset() is None
    for _ in range(2):
        assert press(view, Qt.Key.Key_Right)
    assert view.cursor_offset() == 2
    press(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.cursor_offset() == 6
    view.set_current("c2")
    assert view.cursor_offset() is None


def test_the_context_menu_splits_at_a_word_and_joins(view, show, make, qtbot):
    article = show(make((PARAGRAPH, ["It fell, and nobody saw it.", "Then it rose."])))
    at = article.text.index("nobody")
    _, _, rect = next(view.sheet.rows(Span(at, at + 2)))
    menu = view.context_menu(QPointF(rect.right(), rect.center().y()))
    split, join = menu.actions()[-2:]
    assert view.current_uid == "c1"
    assert "nobody saw it" in split.text()
    with qtbot.waitSignal(view.split_requested) as asked:
        split.trigger()
    assert asked.args == ["c1", at]
    with qtbot.waitSignal(view.join_requested) as asked:
        join.trigger()
    assert asked.args == ["c1"]


def test_the_last_sentence_cannot_be_joined_with_a_next_one(view, show, make):
    show(make((PARAGRAPH, ["It fell.", "Then it rose."])))
    assert not view.context_menu(QPointF(middle(view, "c2"))).actions()[-1].isEnabled()


def test_the_menu_of_the_menu_key_is_that_of_the_caret_in_the_current_sentence(view, show, make, qtbot):
    article = show(make((PARAGRAPH, ["It fell.", "Then it rose."])))
    view.set_current("c2")
    assert not view.context_menu(None).actions()[-2].isEnabled()
    press(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(view.split_requested) as asked:
        view.context_menu(None).actions()[-2].trigger()
    assert asked.args == ["c2", article.text.index("it rose")]


@pytest.mark.parametrize("verdict", [Verdict.VERIFIED, Verdict.DISPUTED, Verdict.UNSOURCED])
def test_a_verdict_tints_its_sentence_and_no_other(view, show, make, theme, verdict):
    theme.reduced_motion = True
    article = show(make((PARAGRAPH, ["Only this one changes here.", "This one must stay untouched."])))
    rects = [next(view.sheet.rows(claim.span))[2] for claim in article.claims]
    view.update_claims([replace(article.claims[0], verdict=verdict)])
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert pixels_of(image, LIGHT.tint[verdict], rects[0]) > 500
    assert pixels_of(image, LIGHT.tint[verdict], rects[1].adjusted(2, 0, 0, 0)) == 0


def test_a_tint_fades_in_and_is_there_at_once_with_reduced_motion(view, show, make, theme, qtbot):
    article = show(make((PARAGRAPH, ["Only this one changes here."])))
    view.update_claims([replace(article.claims[0], verdict=Verdict.VERIFIED)])
    assert view.scene.fading == {"c1": Verdict.UNREVIEWED}
    qtbot.waitUntil(lambda: not view.scene.fading, timeout=1000)
    theme.reduced_motion = True
    view.update_claims([replace(article.claims[0], verdict=Verdict.DISPUTED)])
    assert not view.scene.fading


def test_a_change_out_of_sight_repaints_nothing(view, show, long_article, qtbot):
    show(long_article)
    qtbot.wait(50)
    painted = []
    view.viewport().installEventFilter(_Paints(view, painted))
    view.update_claims([replace(long_article.claims[-1], verdict=Verdict.VERIFIED)])
    qtbot.wait(200)
    assert painted == []
    assert view.claims.get(long_article.claims[-1].uid).verdict is Verdict.VERIFIED


def test_one_change_in_sight_repaints_its_lines_only(view, show, long_article, qtbot, theme):
    theme.reduced_motion = True
    show(long_article)
    qtbot.wait(50)
    painted = []
    view.viewport().installEventFilter(_Paints(view, painted))
    view.update_claims([replace(long_article.claims[1], verdict=Verdict.VERIFIED)])
    qtbot.waitUntil(lambda: bool(painted))
    assert max(rect.height() for rect in painted) < 80


def test_split_claims_keep_what_is_current(view, show, make):
    article = show(make((PARAGRAPH, ["It fell, and nobody saw it.", "Then it rose."])))
    view.set_current("c1")
    first, second = article.claims
    cut = article.text.index("and")
    left = replace(first, end=cut - 1, text=article.text[: cut - 1])
    right = replace(first, id=9, uid="c9", start=cut, text=article.text[cut : first.end])
    view.set_claims([left, right, second])
    assert view.current_uid == "c1"
    assert view.claims.at(cut + 1).uid == "c9"
    view.set_claims([second])
    assert view.current_uid is None


def test_an_arabic_page_begins_at_the_right_with_its_marks_there(view, show, make):
    show(make((PARAGRAPH, ["ذهب 4.2 مليون إلى الميناء يوم الثلاثاء."])), "ar")
    block = view.sheet.flow.blocks[0]
    assert block.lines[0].right == pytest.approx(view.sheet.column.width, abs=2)
    marks = view._painter.margin_of(view.sheet, block, view.claims.claims, view.sheet.origin(0))
    assert marks[0][1].left() >= view.sheet.column.right


def test_a_sentence_with_digits_in_arabic_is_one_unbroken_strip(view, show, make):
    show(make((PARAGRAPH, ["ذهب 4.2 مليون إلى الميناء.", "ثم عاد."])), "ar")
    first, second = (list(view.sheet.rows(claim.span)) for claim in view.claims.claims)
    assert len(first) == len(second) == 1
    assert first[0][2].left() >= second[0][2].right() - 1


def test_a_screen_reader_finds_the_text_the_caret_and_the_current_sentence(view, show, make):
    article = show(make((PARAGRAPH, ["😀 One here.", "Two is here."])))
    view.update_claims([replace(article.claims[1], verdict=Verdict.DISPUTED)])
    view.set_current("c2")
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Article"
    assert interface.text(QAccessible.Text.Description) == "Sentence 2 of 2, disputed: Two is here."
    assert interface.role() is QAccessible.Role.Document
    assert interface.valueInterface() is None  # asked from C++: a wrong "none" ends the process
    text = interface.textInterface()
    assert text.characterCount() == len(article.text) + 1  # UTF-16 units
    assert text.cursorPosition() == article.claims[1].start + 1
    assert text.text(3, 6) == "One"
    assert text.characterRect(3).isValid()
    text.setCursorPosition(4)
    assert view.current_uid == "c1"


def test_nothing_is_painted_or_hit_without_an_article(view, qtbot):
    view.show_article("", (), (), "und")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert view.grab().toImage().pixelColor(100, 100) == LIGHT.paper
    assert view.current_uid is None
    assert view.cursor_offset() is None


class _Paints(QObject):
    """Collects the rectangles that a viewport paints."""

    def __init__(self, parent, painted):
        super().__init__(parent)
        self._painted = painted

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self._painted.append(event.rect())
        return False


def test_several_selected_sentences_are_tinted_and_one_alone_is_not(view, show, make, theme):
    show(make((PARAGRAPH, ["One here.", "Two here.", "Three here."])))
    uids = ["c1", "c2"]
    plain = view.grab().toImage()
    view.set_selected(uids[:1])
    assert view.grab().toImage() == plain
    view.set_selected(uids)
    tinted = view.grab().toImage()
    colors = {
        tinted.pixelColor(x, y).name() for x in range(0, tinted.width(), 2) for y in range(tinted.height())
    }
    assert theme.inks.selection.name() in colors
    view.set_selected(())
    assert view.grab().toImage() == plain
