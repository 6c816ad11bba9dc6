#!/bin/sh
# What oneshot and supervised have in common; both read it when they have set service.
: "${service:?}"
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# What is known about it while the machine runs: state, for the action status; runner, the process that runs its commands; groups, what
# they started. A process is PID:BORN, since a number alone is another's one day; a group is its leader.
state="/run/bivouac/$service"

# Seconds between TERM and KILL when it is stopped.
grace=10

# What the service's file sets.
user=
directory=/
log="/var/log/$service.log"

environment() {
	:
}

# The groups of this runner, whether it is to stop, the last command's group, and its exit code.
groups=
stopped=
group=
code=0

# Whether what is said goes to the log.
has_log=

# say TEXT: writes a line. What keeps the log may have been killed: then the log is opened anew.
say() {
	_line="$(date -u '+%Y-%m-%dT%H:%M:%SZ') $service: $*"
	printf '%s\n' "$_line" 2> /dev/null && return
	[ -z "$has_log" ] || open_log
	printf '%s\n' "$_line"
}

# open_log: from here on all output goes to the log, by way of a program that keeps it small. Nothing waits for that one: what a
# command leaves running may print for ever. Where no pipe can be made it goes there at once, and is not kept small.
open_log() {
	has_log=1

	# Should what keeps the log be killed, this must not be.
	trap '' PIPE
	mkdir -p "${log%/*}" "$state"
	_pipe="$state/log.$$"
	rm -f "$_pipe"
	if ! mkfifo -m 600 "$_pipe"; then
		if (umask 077 && : >> "$log"); then exec >> "$log" 2>&1 < /dev/null; else exec > /dev/null 2>&1 < /dev/null; fi
		return
	fi

	# Whose command opens /dev/stdout opens the pipe once more, as its user.
	[ -z "$user" ] || chown "$user" "$_pipe" 2> /dev/null

	# Open at both ends from the first moment, so that nobody waits for the other, whoever is ended meanwhile.
	exec 4<> "$_pipe"
	rm -f "$_pipe"
	/usr/lib/bivouac/keep-log "$log" < /proc/self/fd/4 > /dev/null 2>&1 4>&- &
	exec > /proc/self/fd/4 2>&1 < /dev/null 4>&-
}

# note FILE TEXT: writes a file of the state.
note() {
	{ printf '%s\n' "$2" > "$state/$1.$$" && mv -f "$state/$1.$$" "$state/$1"; } 2> /dev/null || say "cannot write $state/$1"
}

# facts PID: sets _facts to what /proc says of a process behind its name, which is anything, line ends too; 1 when there is no such process.
facts() {
	_facts=
	{ while read -r _last; do _facts="${_last##*) }"; done < "/proc/$1/stat"; } 2> /dev/null
	[ -n "$_facts" ]
}

# born PID: when a process began, in ticks since the machine did; nothing when it has ended.
born() {
	facts "$1" || return 0
	# shellcheck disable=SC2086 # they are words
	set -- $_facts
	[ "$1" = Z ] || printf '%s\n' "${20-}"
}

# runner: the number of the process that runs the commands, when it still does.
runner() {
	{ read -r _runner < "$state/runner"; } 2> /dev/null || return 1
	[ -n "${_runner#*:}" ] && [ "$(born "${_runner%:*}")" = "${_runner#*:}" ] && printf '%s\n' "${_runner%:*}"
}

# living GROUP...: those that have a process, and the other groups of their sessions: coreutils' timeout, for one, makes one of its own. While
# a group has a process, the kernel gives its number to no other; so where there is no leader, the group is still the one that was begun.
living() {
	_sessions=
	for _group; do
		_born="$(born "${_group%:*}")"
		[ -z "$_born" ] || [ "$_born" = "${_group#*:}" ] || continue
		_sessions="$_sessions ${_group%:*} "
		if [ -n "$_born" ] || kill -0 "-${_group%:*}" 2> /dev/null; then printf '%s\n' "$_group"; fi
	done
	[ -n "$_sessions" ] || return 0
	_known="$* "
	for _process in /proc/[0-9]*; do
		facts "${_process#/proc/}" || continue
		# shellcheck disable=SC2086 # they are words
		set -- $_facts
		case "$_sessions" in *" $4 "*) ;; *) continue ;; esac
		case " $_known" in *" $3:"*) continue ;; esac
		[ "$1" != Z ] || continue
		_group="$3:$(born "$3")"
		_known="$_known$_group "
		printf '%s\n' "$_group"
	done
}

# signal NAME GROUP...: sends a signal. What has just been started may not be a group yet.
signal() {
	_signal="$1"
	shift
	for _group; do
		kill "-$_signal" "-${_group%:*}" 2> /dev/null || kill "-$_signal" "${_group%:*}" 2> /dev/null
	done
}

# end SECONDS GROUP...: ends groups: TERM, and KILL for what is still there after that time.
end() {
	_looks=$(($1 * 5))
	shift
	# shellcheck disable=SC2046 # they are words
	set -- $(living "$@")
	signal TERM "$@"
	while [ "$#" -gt 0 ] && [ "$_looks" -gt 0 ]; do
		sleep 0.2
		# shellcheck disable=SC2046
		set -- $(living "$@")
		_looks=$((_looks - 1))
	done
	signal KILL "$@"
}

# take GROUP: notes a group, so that stop finds it.
take() {
	# shellcheck disable=SC2086
	groups="$(living $groups) $1"
	# shellcheck disable=SC2086
	{ printf '%s\n' $groups > "$state/groups"; } 2> /dev/null || say "cannot write $state/groups"
}

# settle: forgets the groups that are done: their numbers may be others' one day.
settle() {
	# shellcheck disable=SC2086
	groups="$(living $groups)"
	{ printf '%s\n' "$groups" > "$state/groups"; } 2> /dev/null || say "cannot write $state/groups"
}

# begin COMMAND [ARGUMENT...]: starts a command in a session of its own, with nothing of this shell's environment. What is declared comes
# last, when su has set the user's, and through a pipe, since arguments are there for everybody to see. (It is busybox's su, which becomes the
# command; that of other packages puts it into a session of its own, out of reach.) A pipe that nobody reads ends it, as everywhere.
begin() {
	# shellcheck disable=SC2016 # the inner shell puts them in
	_inner='eval "$(cat <&3)"; exec "$0" "$@" 3<&-'
	if [ -z "$user" ]; then
		environment | {
			trap - PIPE
			exec setsid env -i PATH="$PATH" HOME=/root USER=root LOGNAME=root SHELL=/bin/sh sh -c "$_inner" "$@"
		} 3<&0 < /dev/null &
	else
		environment | {
			trap - PIPE
			exec setsid env -i PATH="$PATH" /bin/busybox su -s /bin/sh "$user" -c "$_inner" -- "$@"
		} 3<&0 < /dev/null &
	fi
	group="$!:$(born "$!")"
	take "$group"
}

# can_begin: whether the user is there.
can_begin() {
	[ -z "$user" ] || id "$user" > /dev/null 2>&1
}

# await: waits for the command's end, or for that of the service.
await() {
	code=0
	[ -n "$stopped" ] || wait "${group%:*}" || code=$?
}

# outcome COMMAND: how it ended.
outcome() {
	case "$code" in
	126) echo "$1 cannot be run (exit code 126)" ;;
	127) echo "$1 is not there (exit code 127)" ;;
	129 | 1[3-8]? | 19[0-2]) echo "$1 was ended by the signal $(kill -l "$((code - 128))") (exit code $code)" ;;
	0) echo "$1 ended with exit code 0" ;;
	*) echo "$1 failed with exit code $code" ;;
	esac
}

# load: reads what the service declares.
load() {
	# shellcheck source=/dev/null
	[ -r "/usr/lib/bivouac/services/$service" ] && . "/usr/lib/bivouac/services/$service"
}

# enter: makes this the service's runner. What an earlier one left when it was killed is ended first.
enter() {
	trap 'stopped=1' TERM INT HUP
	open_log
	note runner "$$:$(born "$$")"
	# shellcheck disable=SC2046
	set -- $(living $(cat "$state/groups" 2> /dev/null))
	if [ "$#" -gt 0 ]; then
		say "ends what is left of an earlier start"
		end "$grace" "$@"
	fi
}

# leave: ends what was started.
leave() {
	# shellcheck disable=SC2086
	end "$grace" $groups
	say "is stopped"
}

# stop: ends the runner, which ends what it started; and what is left.
stop() {
	if _pid="$(runner)"; then
		kill -TERM "$_pid" 2> /dev/null
		_left=$(((grace + 5) * 5))
		while runner > /dev/null && [ "$_left" -gt 0 ]; do
			sleep 0.2
			_left=$((_left - 1))
		done
		! runner > /dev/null || kill -KILL "$_pid" 2> /dev/null
	fi
	# shellcheck disable=SC2046
	set -- $(living $(cat "$state/groups" 2> /dev/null))
	if [ "$#" -gt 0 ]; then
		open_log
		say "ends what is left of it"
		end "$grace" "$@"
	fi
	[ ! -d "$state" ] || note state stopped
}
