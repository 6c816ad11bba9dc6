#!/bin/sh
# oneshot ACTION SERVICE: runs what a service of the definition declares in /usr/lib/bivouac/services/SERVICE.
#
#   start   in the background; returns at once
#   run     here; returns 1 when a command failed
#   stop    ends it, what it started too
#   status  says how it stands
#
# Each command has a time limit, nothing to read, and its output in a log that does not grow without bounds. A command that fails,
# hangs or is missing is logged, and the next one runs.
set -u

action="$1"
service="$2"
# shellcheck source=service.sh
. /usr/lib/bivouac/service.sh
state="/run/bivouac/$service"

# What the service's file sets besides.
limit=30

failed=0

# note TEXT: how it stands, for the action status.
note() {
	mkdir -p /run/bivouac
	{ printf '%s\n' "$*" > "$state.new" && mv -f "$state.new" "$state"; } 2> /dev/null || say "cannot write $state"
}

# limited COMMAND [ARGUMENT...]: runs a command.
limited() {
	say "runs $*"
	_code=0
	if [ -z "$user" ]; then
		timeout -k 5 "$limit" "$@" || _code=$?
	elif id "$user" > /dev/null 2>&1; then
		# shellcheck disable=SC2016 # the inner shell puts them in
		timeout -k 5 "$limit" su -s /bin/sh "$user" -c 'exec "$0" "$@"' -- "$@" || _code=$?
	else
		say "there is no user '$user'"
		_code=126
	fi
	case "$_code" in
	0)
		say "done"
		return 0
		;;
	# busybox ends as the command did, coreutils with 124; 137 is after a KILL.
	124 | 137 | 143) say "$1 was ended by a signal (exit code $_code): it may take $limit seconds at most" ;;
	126) say "$1 cannot be run (exit code 126)" ;;
	127) say "$1 is not there (exit code 127)" ;;
	*) say "$1 failed with exit code $_code" ;;
	esac
	failed=1
}

run() {
	note "running $$"
	if [ ! -r "/usr/lib/bivouac/services/$service" ]; then
		say "/usr/lib/bivouac/services/$service cannot be read"
		failed=1
	elif ! cd "$directory"; then
		say "cannot change into $directory"
		failed=1
	else
		commands
	fi
	if [ "$failed" -eq 0 ]; then note "done at $(date -u '+%Y-%m-%dT%H:%M:%SZ')"; else note "failed at $(date -u '+%Y-%m-%dT%H:%M:%SZ'), see $log"; fi
	return "$failed"
}

# running: the process group of a run that is not over.
running() {
	[ -r "$state" ] || return 1
	read -r _word _pid < "$state"
	[ "$_word" = running ] && kill -0 "$_pid" 2> /dev/null && printf '%s\n' "$_pid"
}

if [ -r "/usr/lib/bivouac/services/$service" ]; then
	# shellcheck source=/dev/null
	. "/usr/lib/bivouac/services/$service"
fi

case "$action" in
start)
	# In a session of its own: no terminal, and one process group for the action stop.
	setsid "$0" run "$service" < /dev/null > /dev/null 2>&1 &
	;;
run)
	open_log
	run
	;;
stop)
	if _group="$(running)"; then
		kill -TERM -- "-$_group" 2> /dev/null || kill -TERM "$_group"
		_waited=0
		while kill -0 "$_group" 2> /dev/null && [ "$_waited" -lt 10 ]; do
			sleep 1
			_waited=$((_waited + 1))
		done
		kill -KILL -- "-$_group" 2> /dev/null
		note "stopped"
	fi
	exit 0
	;;
status)
	if [ -r "$state" ]; then cat "$state"; else echo "was not started"; fi
	! read -r _word _ < "$state" 2> /dev/null || [ "$_word" != failed ]
	;;
*)
	echo "usage: ${0##*/} start|run|stop|status SERVICE" >&2
	exit 2
	;;
esac
