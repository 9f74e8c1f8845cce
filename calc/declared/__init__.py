"""Calculators that are data 以数据写成的规则: flows, criteria, deadlines, openings, checklists."""
