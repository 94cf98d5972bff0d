#!/bin/sh
# What the tests need besides Python: a real Chromium for the page, a PostgreSQL server, Tesseract for scans. Installs
# what is missing when this user may install packages:   sh tests/system-packages.sh [chromium] [postgresql] [tesseract]
set -eu

missing=""
for wanted in "$@"; do
    case $wanted in
    chromium) command -v chromium >/dev/null 2>&1 || missing="$missing chromium fonts-noto-core" ;;
    postgresql)
        ls -d /usr/lib/postgresql/*/bin >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ||
            missing="$missing postgresql"
        ;;
    tesseract)
        command -v pdftoppm >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx vie &&
            [ -e /usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf ] ||
            missing="$missing tesseract-ocr tesseract-ocr-vie poppler-utils fonts-dejavu-core"
        ;;
    esac
done
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # several packages
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "not installed:$missing; the tests that need it will be skipped" >&2
fi
