"""What runs on the kiosk 自助终端: standard library and the `openssl` command only, copied into the bundle as it is."""
