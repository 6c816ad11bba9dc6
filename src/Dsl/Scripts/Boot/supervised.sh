#!/bin/sh
# supervised SERVICE: becomes the program that the service declares in /usr/lib/bivouac/services/SERVICE. supervise-daemon runs it and
# starts it again when the program ends; the delay before that doubles with each early end, up to the declared one.
set -u

service="$1"
# shellcheck source=service.sh
. /usr/lib/bivouac/service.sh
state="/run/bivouac/$service"

# What the service's file sets besides.
first_delay=1
longest_delay=60
stable_after=60

# uptime: seconds since the start of the machine, which no setting of the clock changes.
uptime() {
	read -r _seconds _ < /proc/uptime
	printf '%s\n' "${_seconds%.*}"
}

# back_off: waits before a new start. The state is the time of the last start and the delay after it.
back_off() {
	_now="$(uptime)"
	_delay=0
	if [ -r "$state" ] && read -r _last _delay < "$state"; then
		if [ "$((_now - _last))" -ge "$((stable_after + _delay))" ] || [ "$_delay" -eq 0 ]; then
			_delay="$first_delay"
		else
			_delay="$((_delay * 2))"
			[ "$_delay" -le "$longest_delay" ] || _delay="$longest_delay"
		fi
		say "ended; a new start in $_delay s"
	fi
	printf '%s %s\n' "$_now" "$_delay" > "$state" || {
		say "cannot write $state"
		_delay="$first_delay"
	}
	[ "$_delay" -eq 0 ] || sleep "$_delay"
}

# become COMMAND [ARGUMENT...]: becomes the program.
become() {
	say "runs $*"
	if [ -z "$user" ]; then exec "$@"; fi
	id "$user" > /dev/null 2>&1 || say "there is no user '$user'"
	# shellcheck disable=SC2016 # the inner shell puts them in
	exec su -s /bin/sh "$user" -c 'exec "$0" "$@"' -- "$@"
}

# shellcheck source=/dev/null
. "/usr/lib/bivouac/services/$service"

open_log
back_off
cd "$directory" || say "cannot change into $directory"
commands
