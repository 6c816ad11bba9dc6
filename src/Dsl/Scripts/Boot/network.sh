#!/bin/sh
# network: brings the interfaces of /etc/bivouac/network.conf up and keeps them so. It never ends: what appears, is plugged in or
# answers later is taken up within seconds, and nothing waits for it. Lines:
#
#   dhcp-all                            every physical interface that no other line names
#   dhcp INTERFACE
#   address INTERFACE ADDRESS/PREFIX [GATEWAY]
#   vlan INTERFACE PARENT ID
#   bond INTERFACE MODE MEMBER...
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C

conf="${BIVOUAC_NETWORK_CONF:-/etc/bivouac/network.conf}"
run=/run/bivouac-network
log=/var/log/bivouac-network.log
net=/sys/class/net

# Seconds between two looks at the interfaces.
pause=3

# The largest size of the log in bytes; the one before is kept.
largest=262144

say() {
	printf '%s network: %s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" "$*"
}

# What was seen and said, a line KEY=VALUE each: in this shell, since no file can be written where the memory is full.
memory=
nl='
'

# recall KEY VALUE: whether that is what is known of it.
recall() {
	case "$nl$memory" in *"$nl$1=$2$nl"*) return 0 ;; esac
	return 1
}

forget() {
	case "$nl$memory" in
	*"$nl$1="*)
		_head="$nl$memory"
		_tail="${_head#*"$nl$1="}"
		_head="${_head%%"$nl$1="*}$nl"
		memory="${_head#"$nl"}${_tail#*"$nl"}"
		;;
	esac
}

remember() {
	forget "$1"
	memory="$memory$1=$2$nl"
}

# once KEY TEXT: says something when it is new.
once() {
	recall "$1" "$2" || say "$2"
	remember "$1" "$2"
}

# attempt KEY TEXT COMMAND [ARGUMENT...]: runs a command and returns 0; 1 when it failed, which is said when it is new; 2 when what it makes
# is there already.
attempt() {
	_key="$1"
	_text="$2"
	shift 2
	if _error="$("$@" 2>&1)"; then
		forget "$_key"
		return 0
	fi
	case "$_error" in *'File exists'* | *'already assigned'*) return 2 ;; esac
	once "$_key" "$_text: $(printf %s "$_error" | tr '\n' ' ')"
	return 1
}

# set_up INTERFACE: what lacks its firmware, for example, fails here.
set_up() {
	attempt "up.$1" "$1 cannot be set up" ip link set "$1" up
}

# named: the interfaces that lines name, those below VLANs and bonds as well.
named() {
	while read -r _kind _interface _a _rest; do
		case "$_kind" in
		dhcp | address) echo "$_interface" ;;
		vlan) echo "$_interface" && echo "$_a" ;;
		bond)
			echo "$_interface"
			for _member in $_rest; do echo "$_member"; done
			;;
		esac
	done < "$conf"
}

# physical: the interfaces that are hardware, wireless ones without: they need a name and a key first.
physical() {
	for _path in "$net"/*; do
		[ -e "$_path/device" ] && [ ! -e "$_path/phy80211" ] && [ ! -e "$_path/wireless" ] && echo "${_path##*/}"
	done
}

make_vlan() {
	[ -e "$net/$1" ] || [ ! -e "$net/$2" ] && return
	[ -e /proc/net/vlan/config ] || attempt module.8021q "the kernel module 8021q cannot be loaded" timeout 30 modprobe -q 8021q
	set_up "$2"
	if attempt "vlan.$1" "$1 cannot be made on $2" ip link add link "$2" name "$1" type vlan id "$3"; then say "$1 is there"; fi
}

make_bond() {
	_bond="$1"
	if [ ! -e "$net/$_bond" ]; then
		[ -e "$net/bonding_masters" ] || attempt module.bonding "the kernel module bonding cannot be loaded" timeout 30 modprobe -q bonding max_bonds=0
		if ! { echo "+$_bond" > "$net/bonding_masters"; } 2> /dev/null; then
			once "bond.$_bond" "$_bond cannot be made: the kernel module bonding is missing"
			return
		fi
		echo "$2" > "$net/$_bond/bonding/mode"
		echo 100 > "$net/$_bond/bonding/miimon"
		say "$_bond is there"
	fi
	shift 2
	for _member; do
		if [ -e "$net/$_member" ] && [ ! -e "$net/$_member/master" ]; then
			attempt "down.$_member" "$_member cannot be set down" ip link set "$_member" down
			if { echo "+$_member" > "$net/$_bond/bonding/slaves"; } 2> /dev/null; then say "$_member joined $_bond"; else once "join.$_member" "$_member cannot join $_bond"; fi
		fi
	done
	set_up "$_bond"
}

# carrier INTERFACE: 1 with a cable and power at its other end, else 0.
carrier() {
	cat "$net/$1/carrier" 2> /dev/null || echo 0
}

set_address() {
	[ -e "$net/$1" ] || return
	set_up "$1" || return
	if attempt "address.$1.${2%/*}" "$1 does not take the address $2" ip addr add "$2" dev "$1"; then say "$1 has the address $2"; fi
	[ -n "$3" ] || return
	case "$3" in *:*) _family=-6 ;; *) _family=-4 ;; esac
	attempt "gateway.$1.$3" "$1 does not lead to $3" ip "$_family" route add default via "$3" dev "$1"
	case "$?" in
	0) say "$1 leads to $3" ;;
	2) [ -n "$(ip "$_family" route show default dev "$1")" ] || once "gateway.$1.$3" "$1 does not lead to $3: another interface leads out already" ;;
	esac
}

# is_client PID INTERFACE: whether a process is the client that is started below. (read leaves the zero bytes between the words out.)
is_client() {
	{ IFS= read -r _line || :; } 2> /dev/null < "/proc/$1/cmdline" || return 1
	case "$_line" in *"udhcpc-i$2-b-t3"*) return 0 ;; esac
	return 1
}

# find_client INTERFACE: sets client to the process of the interface's client; 1 when there is none. Its file is a hint: it may be another's
# number by now, or not be there, where /run is full.
find_client() {
	client=
	{ read -r client < "$run/udhcpc.$1.pid"; } 2> /dev/null
	if [ -n "$client" ] && is_client "$client" "$1"; then return 0; fi
	for _path in /proc/[0-9]*; do
		client="${_path#/proc/}"
		if is_client "$client" "$1"; then return 0; fi
	done
	return 1
}

# keep_lease INTERFACE: an interface that is down has never an address, so it is set up first. The client asks three times, then
# every ten seconds for ever; it does not see that a cable is plugged in again, so it is told.
keep_lease() {
	[ -e "$net/$1" ] || return
	[ ! -e "$net/$1/master" ] || return
	set_up "$1" || return
	_now="$(carrier "$1")"
	_was_down=
	! recall "carrier.$1" 0 || _was_down=1
	if ! recall "carrier.$1" "$_now"; then
		remember "carrier.$1" "$_now"
		if [ "$_now" = 1 ]; then say "$1 has a link"; else say "$1 has no link"; fi
	fi
	if ! find_client "$1"; then
		say "$1 asks for an address"
		udhcpc -i "$1" -b -t 3 -T 3 -A 10 -S -x "hostname:$(hostname)" -p "$run/udhcpc.$1.pid" < /dev/null > /dev/null 2>&1 &
	elif [ "$_now" = 1 ] && [ -n "$_was_down" ]; then
		kill -USR1 "$client"
	fi
}

# drop_lost: the clients of interfaces that were taken away.
drop_lost() {
	_rest="$memory"
	while [ -n "$_rest" ]; do
		_entry="${_rest%%"$nl"*}"
		_rest="${_rest#*"$nl"}"
		case "$_entry" in carrier.*) ;; *) continue ;; esac
		_interface="${_entry#carrier.}"
		_interface="${_interface%=*}"
		[ ! -e "$net/$_interface" ] || continue
		say "$_interface is gone"
		end_client "$_interface"
		forget "carrier.$_interface"
	done
}

# end_client INTERFACE: one that goes to the background just then is another process a moment later, so it is looked for again.
end_client() {
	_looks=0
	_misses=0
	while [ "$_misses" -lt 2 ] && [ "$_looks" -lt 10 ]; do
		_looks=$((_looks + 1))
		if ! find_client "$1"; then
			_misses=$((_misses + 1))
			continue
		fi
		_misses=0
		kill "$client" 2> /dev/null
		sleep 0.2
	done
	[ "$_misses" -ge 2 ] || kill -KILL "$client" 2> /dev/null
	rm -f "$run/udhcpc.$1.pid"
}

look() {
	while read -r kind interface a rest; do
		# shellcheck disable=SC2086 # members are words
		case "$kind" in
		bond) make_bond "$interface" "$a" $rest ;;
		vlan) make_vlan "$interface" "$a" "$rest" ;;
		esac
	done < "$conf"
	while read -r kind interface a rest; do
		case "$kind" in
		address) set_address "$interface" "$a" "$rest" ;;
		dhcp) keep_lease "$interface" ;;
		dhcp-all)
			for one in $(physical); do
				named | grep -qxF -- "$one" || keep_lease "$one"
			done
			;;
		esac
	done < "$conf"
	drop_lost
}

# A log that cannot be written must not keep the network down. (Without the parentheses the shell would end there.)
mkdir -p "$run" "${log%/*}"
if (: >> "$log"); then exec >> "$log" 2>&1 < /dev/null; else exec > /dev/null 2>&1 < /dev/null; fi

# leave: the addresses stay, so that who asked for the stop over the network is not cut off.
leave() {
	for _path in "$net"/*; do end_client "${_path##*/}"; done
	exit 0
}
trap leave TERM INT

say "starts"
ip link set lo up
while :; do
	if [ "$(stat -c %s "$log" 2> /dev/null || echo 0)" -gt "$largest" ]; then
		cp "$log" "$log.1"
		(: > "$log")
	fi
	look
	sleep "$pause" &
	wait $!
done
