#!/bin/sh
# Makes sure that a browser, Japanese fonts and exiftool are there: by apt on Debian where that is allowed, else says what to install.
set -eu

have_browser() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
        [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

have_fonts() {
    [ "$(uname)" = Darwin ] || fc-list :lang=ja 2>/dev/null | grep -q .
}

have_exiftool() {
    command -v exiftool >/dev/null
}

if have_browser && have_fonts && have_exiftool; then exit 0; fi

if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="none"; fi
    if [ "$as_root" != none ]; then
        export DEBIAN_FRONTEND=noninteractive
        $as_root apt-get update -qq
        $as_root apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk libimage-exiftool-perl >/dev/null
    fi
fi

if have_browser && have_fonts && have_exiftool; then exit 0; fi
echo "The browser tests need Chromium, Japanese fonts and exiftool. Debian: sudo apt install chromium fonts-noto-cjk libimage-exiftool-perl. macOS: install Google Chrome, brew install exiftool." >&2
exit 1
