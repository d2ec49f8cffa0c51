#!/bin/sh
# Build command of a Pages project: sh build.sh, with the output folder build and the variable PYTHON_VERSION 3.13.
# The output folder is published whole. SITE_ADDRESS is a variable of the project: its own domain, for instance https://example.jp/.
# Pages keeps no folder of ours between builds, so that every photo is made anew; with many, build elsewhere and upload build/.
set -eu
python -m pip install -r requirements.txt
if [ "$CF_PAGES_BRANCH" = main ]; then
    adgen build --base-url "${SITE_ADDRESS:-$CF_PAGES_URL}"
else
    adgen build --strict --base-url "$CF_PAGES_URL"
fi
