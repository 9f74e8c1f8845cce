"""Packs Python for the page (`pack`), and the edition for pages opened from disk (`disk`)."""
