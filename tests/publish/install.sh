#!/bin/sh
# Makes sure that OpenSSH's server and client and openssl are there, which the tests of publishing start: by apt on Debian where that is
# allowed, else says what to install.
set -eu

have_ssh() {
    [ -x /usr/sbin/sshd ] && command -v ssh-keygen >/dev/null && command -v sftp >/dev/null && command -v openssl >/dev/null
}

if have_ssh; then exit 0; fi

if command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="none"; fi
    if [ "$as_root" != none ]; then
        export DEBIAN_FRONTEND=noninteractive
        $as_root apt-get update -qq
        $as_root apt-get install -y -qq --no-install-recommends openssh-server openssh-client openssl >/dev/null
    fi
fi

if have_ssh; then exit 0; fi
echo "The tests of publishing need OpenSSH and openssl. Debian: sudo apt install openssh-server openssh-client openssl." >&2
exit 1
