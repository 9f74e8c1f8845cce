"""What a result looks like: HTML, charts, text, the plan."""
