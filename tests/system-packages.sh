#!/bin/sh
# The page tests drive a real Chromium. Install it when it is missing and this user may install packages.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null
else
    echo "chromium is not installed: the page tests will be skipped" >&2
fi
