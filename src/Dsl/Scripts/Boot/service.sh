#!/bin/sh
# What oneshot and supervised have in common; both read it when they have set service.
: "${service:?}"
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# What the service's file sets.
user=
directory=/
log="/var/log/$service.log"

say() {
	printf '%s %s: %s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" "$service" "$*"
}

# open_log: from here on all output goes to the log, by way of a program that keeps it small. Nothing waits for that one: what a
# command leaves running may print for ever.
open_log() {
	mkdir -p "${log%/*}" /run/bivouac
	_pipe="/run/bivouac/log.$$"
	rm -f "$_pipe"
	if ! mkfifo "$_pipe"; then
		exec > /dev/null 2>&1 < /dev/null
		return
	fi
	/usr/lib/bivouac/keep-log "$log" < "$_pipe" > /dev/null 2>&1 &
	exec > "$_pipe" 2>&1 < /dev/null
	rm -f "$_pipe"
}
