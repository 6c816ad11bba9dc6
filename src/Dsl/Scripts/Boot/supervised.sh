#!/bin/sh
# supervised SERVICE: becomes the program that the service declares in /usr/lib/bivouac/services/SERVICE. supervise-daemon runs it and
# starts it again when the program ends; the delay before that doubles with each early end, up to the declared one.
set -u
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

service="$1"
state="/run/bivouac/$service"

# What the service's file sets.
user=
directory=/
log="/var/log/$service.log"
first_delay=1
longest_delay=60
stable_after=60

# The largest size of a log in bytes; the one before is kept.
largest=1048576

say() {
	printf '%s %s: %s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" "$service" "$*"
}

# uptime: seconds since the start of the machine, which no setting of the clock changes.
uptime() {
	read -r _seconds _ < /proc/uptime
	printf '%s\n' "${_seconds%.*}"
}

# rotate: the program has the log open, so it is copied and emptied, not moved.
rotate() {
	_size="$(stat -c %s "$log" 2> /dev/null)" || return 0
	[ "$_size" -gt "$largest" ] || return 0
	cp "$log" "$log.1"
	: > "$log"
}

# keep_log PID: keeps the log small as long as the program runs.
keep_log() {
	while sleep 60 && kill -0 "$1" 2> /dev/null; do rotate; done
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
	mkdir -p /run/bivouac
	printf '%s %s\n' "$_now" "$_delay" > "$state" || say "cannot write $state"
	[ "$_delay" -eq 0 ] || sleep "$_delay"
}

# become COMMAND [ARGUMENT...]: becomes the program.
become() {
	say "runs $*"
	keep_log "$$" < /dev/null > /dev/null 2>&1 &
	if [ -z "$user" ]; then exec "$@"; fi
	id "$user" > /dev/null 2>&1 || say "there is no user '$user'"
	# shellcheck disable=SC2016 # the inner shell puts them in
	exec su -s /bin/sh "$user" -c 'exec "$0" "$@"' -- "$@"
}

# shellcheck source=/dev/null
. "/usr/lib/bivouac/services/$service"

mkdir -p "${log%/*}"
if : >> "$log"; then exec >> "$log" 2>&1 < /dev/null; else exec > /dev/null 2>&1 < /dev/null; fi
rotate
back_off
cd "$directory" || say "cannot change into $directory"
commands
