"""Administrative units as dated rows, and what a printed address says of them."""

from catalog.units.place import Place, Unit, place

__all__ = ["Place", "Unit", "place"]
