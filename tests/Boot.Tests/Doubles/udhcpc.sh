#!/bin/sh
# Test double of /usr/share/udhcpc/default.script of Alpine's package busybox. It keeps what matters at boot: which file says that the
# name servers stay or which domains are searched, and the hooks.
# shellcheck disable=SC2154 # udhcpc gives them
export PATH=/usr/bin:/bin:/usr/sbin:/sbin

RESOLV_CONF=/etc/resolv.conf
# shellcheck source=/dev/null
[ ! -f /etc/udhcpc/udhcpc.conf ] || . /etc/udhcpc/udhcpc.conf

hooks() {
	for _hook in "/etc/udhcpc/$1"/*; do
		[ ! -f "$_hook" ] || "$_hook" "$2"
	done
}

settle() {
	ip -4 addr flush dev "$interface"
	ip -4 addr add "$ip/$mask" dev "$interface"
	ip -4 link set dev "$interface" up
	[ -z "$router" ] || ip -4 route add default via "${router%% *}" dev "$interface"
	case "$RESOLV_CONF" in no | NO | '') return ;; esac
	{
		[ -z "${search:-$domain}" ] || echo "search ${search:-$domain}"
		for _server in $dns; do echo "nameserver $_server"; done
	} > "$RESOLV_CONF"
}

case "$1" in
deconfig | leasefail | nak)
	hooks "pre-$1" "$1"
	[ "$1" != deconfig ] || ip -4 addr flush dev "$interface"
	hooks "post-$1" "$1"
	;;
bound | renew)
	hooks "pre-$1" "$1"
	ip -4 addr show dev "$interface" | grep -qF "$ip/$mask" || settle
	hooks "post-$1" "$1"
	;;
esac
