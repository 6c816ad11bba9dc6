#!/bin/sh
# supervised ACTION SERVICE: keeps the program running that a service of the definition declares in /usr/lib/bivouac/services/SERVICE.
#
#   run   here, for ever; supervise-daemon starts it again should it be killed
#   stop  ends it, what it started too
#
# How the program ended is logged, and it is started again. The delay before that doubles with each early end, up to the declared one.
set -u

action="$1"
service="$2"
# shellcheck source=service.sh
. /usr/lib/bivouac/service.sh

# What the service's file sets besides.
first_delay=1
longest_delay=60
stable_after=60

# How the program ended.
ended=

commands() {
	ended="/usr/lib/bivouac/services/$service cannot be read"
}

# uptime: seconds since the start of the machine, which no setting of the clock changes.
uptime() {
	read -r _seconds _ < /proc/uptime
	printf '%s\n' "${_seconds%.*}"
}

# kept COMMAND [ARGUMENT...]: runs the program to its end, and what it leaves too: a new start would find its place taken.
kept() {
	if ! can_begin; then
		ended="$1 cannot be run: there is no user '$user'"
		return
	fi
	say "runs $*"
	begin "$@"
	await
	[ -z "$stopped" ] || return 0
	ended="$(outcome "$1")"
	end "$grace" "$group"
}

# pause SECONDS: waits, unless it is stopped. A stop that comes just before a wait is seen after a second.
pause() {
	_left="$1"
	while [ -z "$stopped" ] && [ "$_left" -gt 0 ]; do
		sleep 1 &
		wait "$!"
		_left=$((_left - 1))
	done
}

run() {
	_delay=0
	while [ -z "$stopped" ]; do
		_began="$(uptime)"
		if cd "$directory" 2> /dev/null; then commands; else ended="cannot change into $directory"; fi
		[ -z "$stopped" ] || break
		if [ "$_delay" -eq 0 ] || [ "$(($(uptime) - _began))" -ge "$stable_after" ]; then
			_delay="$first_delay"
		else
			_delay="$((_delay * 2))"
			[ "$_delay" -le "$longest_delay" ] || _delay="$longest_delay"
		fi
		say "$ended; a new start in $_delay s"
		pause "$_delay"
	done
	leave
}

case "$action" in
run)
	load
	enter
	run
	;;
stop)
	load
	stop
	;;
*)
	echo "usage: ${0##*/} run|stop SERVICE" >&2
	exit 2
	;;
esac
