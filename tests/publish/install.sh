#!/bin/sh
# Makes sure that OpenSSH's server and client and openssl are there, which the tests of publishing start, and git, which those of the recipes
# ask: by apt on Debian where that is allowed, else says what to install.
set -eu

have_all() {
    [ -x /usr/sbin/sshd ] && command -v ssh-keygen >/dev/null && command -v sftp >/dev/null && command -v openssl >/dev/null && command -v git >/dev/null
}

if have_all; then exit 0; fi

if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="none"; fi
    if [ "$as_root" != none ]; then
        export DEBIAN_FRONTEND=noninteractive
        $as_root apt-get update -qq
        $as_root apt-get install -y -qq --no-install-recommends openssh-server openssh-client openssl git >/dev/null
    fi
fi

if have_all; then exit 0; fi
echo "The tests need OpenSSH, openssl and git. Debian: sudo apt install openssh-server openssh-client openssl git." >&2
exit 1
