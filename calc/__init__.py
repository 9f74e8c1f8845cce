"""Social-insurance calculators in pure Python (社保计算器)."""
