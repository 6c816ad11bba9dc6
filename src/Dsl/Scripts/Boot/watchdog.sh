#!/bin/sh
# watchdog TIMEOUT INTERVAL: tells the watchdog every INTERVAL seconds that the machine lives; it resets the machine TIMEOUT seconds after the
# last time. Where the hardware has none, the kernel's own, softdog, is tried. Where there is none at all, that is logged, and one that
# appears later is taken.
set -u

service=bivouac-watchdog
# shellcheck source=service.sh
. /usr/lib/bivouac/service.sh

device=/dev/watchdog

# Seconds between two looks for the device.
pause=10

open_log
if [ ! -c "$device" ]; then
	say "there is no $device; loads softdog, the kernel's own"
	timeout 30 modprobe softdog
	[ -c "$device" ] || say "there is none: a machine that stands still is not reset"
fi
trap 'kill "$!"; exit 0' TERM
while [ ! -c "$device" ]; do
	sleep "$pause" &
	wait "$!"
done
say "$device resets the machine $1 seconds after the last sign of life"
exec watchdog -F -T "$1" -t "$2" "$device"
