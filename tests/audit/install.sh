#!/bin/sh
# Installs Lighthouse and the Nu HTML checker beside this file, and says what has to be there first.
set -eu
cd "$(dirname "$0")"

node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null ||
    { echo "make audit needs Node 20 or newer. Debian 13: sudo apt install nodejs npm" >&2; exit 1; }
java -version >/dev/null 2>&1 ||
    { echo "make audit needs Java 17 or newer. Debian: sudo apt install default-jre-headless" >&2; exit 1; }

# No lock file: it would name the registry of the machine that wrote it. The versions in package.json are exact.
if ! cmp -s package.json node_modules/installed.json; then
    npm install --no-package-lock --no-audit --no-fund --silent
    cp package.json node_modules/installed.json
fi
