#!/bin/sh
# The user that the ledger belongs to, and its directories. Nothing is started: there is no institution yet.
set -e
if command -v systemd-sysusers >/dev/null; then
	systemd-sysusers ikrar.conf
elif ! getent passwd ikrar >/dev/null; then
	useradd --system --user-group --home-dir /var/lib/ikrar --no-create-home --shell /usr/sbin/nologin ikrar
fi
if command -v systemd-tmpfiles >/dev/null; then
	systemd-tmpfiles --create ikrar.conf
else
	install -d -m 0700 -o ikrar -g ikrar /var/lib/ikrar /var/backups/ikrar
fi
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	systemctl try-restart ikrar.service
fi
