"""A region as a workbook 事项表: written out for an office to fill in, and taken back into its YAML files."""
