"""Social-insurance calculators in pure Python (社保计算器)."""

__version__ = "0.1.0"
