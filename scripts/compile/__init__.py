"""Compiles what stands in calc/ as YAML, and the messages for readers: `data.json` and the Traditional catalogue."""
