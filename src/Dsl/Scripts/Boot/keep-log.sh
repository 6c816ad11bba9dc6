#!/bin/sh
# keep-log FILE: writes what it reads into a file, at once. One that has grown too large is moved to FILE.1 and begun anew, so the two
# are bounded however much is printed. What cannot be written, on a full disk for example, is dropped: who prints notices nothing.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C

# Command lines and what programs print are root's to read.
umask 077

# It ends with the last who prints, whose last words come after the signal. Nor does it end with the terminal that a service was started from.
trap '' TERM HUP

log="$1"

# A log that is larger in bytes is moved. As much again is read before the next look.
largest=1048576

while :; do
	if [ "$(stat -c %s "$log" 2> /dev/null || echo 0)" -gt "$largest" ]; then mv -f "$log" "$log.1"; fi

	# dd passes on what comes as it comes, and tells how much it was: nothing means that all who could print have ended.
	_told="$({ dd bs=65536 count=16 >> "$log"; } 2>&1)" || _told="$(dd bs=65536 count=1 2>&1 > /dev/null)"
	case "$_told" in
	'0+0 records in'*) exit 0 ;;
	esac
done
