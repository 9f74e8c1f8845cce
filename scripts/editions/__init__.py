"""Editions of the finished site for places without its web server: a USB stick opened by double-click, and kiosks."""
