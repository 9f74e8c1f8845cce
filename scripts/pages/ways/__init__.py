"""The ways in to the procedures: by person, kind, event, first letter, form; side by side; and what a term means."""
