#!/bin/sh
# Debian says remove or upgrade, RPM how many versions stay: 0 or 1. The ledger itself is never touched.
set -e
case "$1" in
remove | 0)
	if [ -d /run/systemd/system ]; then
		systemctl disable --now ikrar.service ikrar-backup.timer || true
	fi
	;;
esac
