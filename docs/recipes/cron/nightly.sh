#!/bin/sh
# A server of one's own: the folder is a clone, and the web server shows build/ or build/SITE.
# crontab (in Japan's time zone):  10 0 * * * sh /srv/ads/nightly.sh
# adgen knows itself which site a date has changed; the others are skipped. Nothing is printed, and no mail sent, when all is well.
# With a mistake the pages stay as they are, and the mail says where it is.
set -eu
cd "$(dirname "$0")"
git pull --quiet --ff-only
adgen build --quiet
