"""Boxes in millimetres, from the top left corner of a page or of a cell, x to the right and y down."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; all four numbers in mm."""

    left_mm: Decimal
    top_mm: Decimal
    width_mm: Decimal
    height_mm: Decimal

    @property
    def right_mm(self) -> Decimal:
        return self.left_mm + self.width_mm

    @property
    def bottom_mm(self) -> Decimal:
        return self.top_mm + self.height_mm

    def inset(self, edge_mm: Decimal) -> "Box":
        """The box without `edge_mm` on each side."""
        return Box(
            self.left_mm + edge_mm, self.top_mm + edge_mm, self.width_mm - 2 * edge_mm, self.height_mm - 2 * edge_mm
        )

    def contains(self, other: "Box") -> bool:
        return (
            self.left_mm <= other.left_mm
            and self.top_mm <= other.top_mm
            and other.right_mm <= self.right_mm
            and other.bottom_mm <= self.bottom_mm
        )
