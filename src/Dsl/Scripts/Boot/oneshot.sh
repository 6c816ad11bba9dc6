#!/bin/sh
# oneshot ACTION SERVICE: runs what a service of the definition declares in /usr/lib/bivouac/services/SERVICE.
#
#   start   in the background; returns at once
#   run     here; returns 1 when a command failed
#   stop    ends it, what it started too
#   status  says how it stands; returns 0 when it runs or is done, 1 when it failed, 3 when it is stopped, 32 when it was killed
#
# Each command has a time limit, nothing to read, and its output in a log that does not grow without bounds. A command that fails,
# hangs or is missing is logged, and the next one runs.
set -u

action="$1"
service="$2"
# shellcheck source=service.sh
. /usr/lib/bivouac/service.sh

# What the service's file sets besides.
limit=30

failed=0

commands() {
	say "/usr/lib/bivouac/services/$service cannot be read"
	failed=1
}

# is_late: whether the last command was ended for its time. (What does not hear TERM takes longer to end.)
is_late() {
	{ read -r _late < "$state/late"; } 2> /dev/null && [ "$_late" = "$group" ]
}

# limited COMMAND [ARGUMENT...]: runs a command.
limited() {
	[ -z "$stopped" ] || return 0
	if ! can_begin; then
		say "$1 cannot be run: there is no user '$user'"
		failed=1
		return 0
	fi
	say "runs $*"
	begin "$@"
	setsid "$0" watch "$service" "$group" < /dev/null > /dev/null 2>&1 &
	_watch="$!:$(born "$!")"
	take "$_watch"
	await
	if [ -n "$stopped" ]; then
		return 0
	elif is_late; then
		# What hears TERM may end with success, and leave what does not.
		wait "${_watch%:*}"
		say "$1 was ended after $limit seconds, which is its time limit (exit code $code)"
		failed=1
	else
		signal KILL "$_watch"

		# The shell tells of what was killed.
		{ wait "${_watch%:*}"; } 2> /dev/null

		# Where the watcher's word cannot be written, what a signal has ended may have left something that does not hear it.
		[ "$code" -le 128 ] || end 5 "$group"
		if [ "$code" -eq 0 ]; then
			say "done"
		else
			say "$(outcome "$1")"
			failed=1
		fi
	fi
}

run() {
	note state running
	if ! cd "$directory" 2> /dev/null; then
		say "cannot change into $directory"
		failed=1
	else
		commands
	fi
	settle
	if [ -n "$stopped" ]; then
		leave
		note state stopped
		failed=1
	elif [ "$failed" -eq 0 ]; then
		note state "done at $(date -u '+%Y-%m-%dT%H:%M:%SZ')"
	else
		note state "failed at $(date -u '+%Y-%m-%dT%H:%M:%SZ'), see $log"
	fi
	return "$failed"
}

status() {
	if ! read -r _word _ 2> /dev/null < "$state/state"; then
		echo "was not started"
		return 3
	elif [ "$_word" = running ] && ! runner > /dev/null; then
		echo "was killed; stop ends what is left of it"
		return 32
	fi
	cat "$state/state"
	case "$_word" in
	stopped) return 3 ;;
	failed) return 1 ;;
	esac
}

case "$action" in
start)
	if runner > /dev/null; then
		load
		stop
	fi
	mkdir -p "$state"
	note state running
	setsid "$0" run "$service" < /dev/null > /dev/null 2>&1 &
	note runner "$!:$(born "$!")"
	;;
run)
	load
	enter
	run
	;;
watch)
	load
	sleep "$limit"
	if [ "$(born "${3%:*}")" = "${3#*:}" ]; then
		note late "$3"
		end 5 "$3"
	fi
	;;
stop)
	load
	stop
	;;
status)
	status
	;;
*)
	echo "usage: ${0##*/} start|run|stop|status SERVICE" >&2
	exit 2
	;;
esac
