"""Ruling lines and pictures of a PDF page through pdfium.

Paths inside form objects lack the matrix of the form: it is carried along. A filled shape that is not thin is
shading, not a frame.
"""

from __future__ import annotations

import ctypes
import itertools
from typing import Any

from protoparse.limits import Limits
from protoparse.readers.pdf_page import Matrix, Rule, Transform, apply, rules_of_box

DEEPEST_FORM = 12
PICTURE_SHARE = 0.25  # of the page: a smaller image is a logo or a stamp
THIN = 3.5  # points: a box thinner than this is a line

_OBJECT_PATH, _OBJECT_IMAGE, _OBJECT_FORM = 2, 3, 5
_SEGMENT_LINE, _SEGMENT_MOVE = 0, 2
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PageDrawings:
    """Reads the drawings of pages; keeps the buffers that pdfium writes to."""

    def __init__(self, pdfium: Any, limits: Limits) -> None:
        self.pdfium = pdfium
        self.limits = limits
        self.matrix = pdfium.FS_MATRIX()
        self.edges = tuple(ctypes.c_float() for _ in range(4))

    def read(self, page: Any, transform: Transform, area: float) -> tuple[list[Rule], int, str | None]:
        """Ruling lines, the number of large images, and the limit at which looking ended."""
        pdfium, limits = self.pdfium, self.limits
        rules: list[Rule] = []
        pictures = 0
        seen = 0
        stack: list[tuple[Any, Matrix, int, bool]] = [(page, _IDENTITY, 0, False)]
        while stack:
            container, outer, depth, is_form = stack.pop()
            count = (pdfium.FPDFFormObj_CountObjects if is_form else pdfium.FPDFPage_CountObjects)(container)
            get = pdfium.FPDFFormObj_GetObject if is_form else pdfium.FPDFPage_GetObject
            for index in range(max(count, 0)):
                seen += 1
                if seen > limits.objects or len(rules) > limits.rules:
                    name = "objects" if seen > limits.objects else "rules"
                    return rules[: limits.rules], pictures, name
                item = get(container, index)
                kind = pdfium.FPDFPageObj_GetType(item)
                if kind == _OBJECT_PATH:
                    rules.extend(self.path_rules(item, outer, transform))
                elif kind == _OBJECT_IMAGE:
                    left, top, right, bottom = self.bounds(item, outer, transform)
                    pictures += (right - left) * (bottom - top) >= PICTURE_SHARE * area
                elif kind == _OBJECT_FORM and depth < DEEPEST_FORM:
                    pdfium.FPDFPageObj_GetMatrix(item, self.matrix)
                    stack.append((item, _combine(_values(self.matrix), outer), depth + 1, True))
        return rules, pictures, None

    def bounds(self, item: Any, outer: Matrix, transform: Transform) -> tuple[float, float, float, float]:
        left, bottom, right, top = self.edges
        if not self.pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return (0.0, 0.0, 0.0, 0.0)
        corners = [
            apply(transform, *apply(outer, x, y))
            for x in (left.value, right.value)
            for y in (bottom.value, top.value)
        ]
        return (
            min(x for x, _ in corners),
            min(y for _, y in corners),
            max(x for x, _ in corners),
            max(y for _, y in corners),
        )

    def path_rules(self, item: Any, outer: Matrix, transform: Transform) -> list[Rule]:
        pdfium = self.pdfium
        segments = pdfium.FPDFPath_CountSegments(item)
        if segments < 2 or segments > self.limits.rules:
            return []
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return []
        box = self.bounds(item, outer, transform)
        thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
        if thin and segments <= 6:
            return rules_of_box(*box)
        pdfium.FPDFPageObj_GetMatrix(item, self.matrix)
        inner = _combine(_values(self.matrix), outer)
        return self.segment_rules(item, segments, inner, transform, bool(stroke.value))

    def segment_rules(
        self, item: Any, segments: int, inner: Matrix, transform: Transform, stroked: bool
    ) -> list[Rule]:
        """The straight level and upright segments; a filled shape that is not thin is mere shading."""
        pdfium = self.pdfium
        rules: list[Rule] = []
        part: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        straight = True

        def finish() -> None:
            if len(part) < 2:
                return
            box = (
                min(x for x, _ in part),
                min(y for _, y in part),
                max(x for x, _ in part),
                max(y for _, y in part),
            )
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                rules.extend(rules_of_box(*box))
            elif stroked:
                for (x0, y0), (x1, y1) in itertools.pairwise(part):
                    if abs(y0 - y1) <= 0.5 and abs(x0 - x1) > 1:
                        rules.append(Rule(min(x0, x1), y0, max(x0, x1), y0))
                    elif abs(x0 - x1) <= 0.5 and abs(y0 - y1) > 1:
                        rules.append(Rule(x0, min(y0, y1), x0, max(y0, y1)))

        for index in range(segments):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = apply(transform, *apply(inner, x.value, y.value))
            if kind == _SEGMENT_MOVE:
                if straight:
                    finish()
                part, straight = [point], True
            elif kind == _SEGMENT_LINE:
                part.append(point)
            else:
                straight = False
            if pdfium.FPDFPathSegment_GetClose(segment) and part:
                part.append(part[0])
        if straight:
            finish()
        return rules


def _values(matrix: Any) -> Matrix:
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _combine(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
