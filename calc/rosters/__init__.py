"""Employers' tables 花名册: columns, checks, sums."""
