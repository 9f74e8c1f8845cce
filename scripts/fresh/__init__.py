"""What is no longer fresh 要重读、要核对、要改的: as a list, as a page for editors, as a calendar file."""
