#!/usr/bin/env bash
# Installs the system packages that the browser tests need, or says in one line how to. Does nothing when they are there.
# With the word `engines`: what the tests in other browsers need too.
set -euo pipefail

missing=()
servers=()
PATH=$PATH:/usr/sbin # where Debian has nginx
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
# The same engine without windows, three times as fast to open. Where there is no such package, tests take Chromium itself.
shell=chromium-headless-shell
if ! command -v $shell >/dev/null && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  apt-cache show $shell >/dev/null 2>&1 || apt-get update -qq || true
  ! apt-cache show $shell >/dev/null 2>&1 || missing+=($shell)
fi
command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing+=(firefox-esr)
fc-list :lang=zh 2>/dev/null | grep . >/dev/null || missing+=(fonts-noto-cjk fontconfig)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v zbarimg >/dev/null || missing+=(zbar-tools)
command -v openssl >/dev/null || missing+=(openssl)
command -v nginx >/dev/null || servers+=(nginx)
command -v caddy >/dev/null || servers+=(caddy)
missing+=("${servers[@]}")
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || missing+=(libnginx-mod-http-brotli-static)
command -v Xvfb >/dev/null || missing+=(xvfb)
[ "${1-}" != engines ] || command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
[ "${1-}" != engines ] || command -v xauth >/dev/null || missing+=(xauth)
command -v unshare >/dev/null || missing+=(util-linux)
ldconfig -p | grep libpangoft2 >/dev/null || missing+=(libpango-1.0-0 libpangoft2-1.0-0)
[ ${#missing[@]} -eq 0 ] && exit 0

install="apt-get update && apt-get install -y ${missing[*]}"
echo "System packages are missing: ${missing[*]}"
if ! command -v apt-get >/dev/null; then
  echo "Install them with your system's package manager, then run the command again." >&2
  exit 1
fi
sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
if [ -n "$sudo" ] && ! sudo -n true 2>/dev/null; then
  echo "Install them with: sudo sh -c '$install'" >&2
  exit 1
fi
echo "Installing them (a minute or two) …"
$sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
for server in "${servers[@]}"; do # the tests start them by themselves: nothing shall listen because of us
  $sudo systemctl disable --now "$server" >/dev/null 2>&1 || true
done
