#!/sbin/openrc-run
# Test double of the init script of Alpine's package dropbear. It keeps what matters at boot: that it needs a network, that it makes
# three host keys at the start and does not look whether that worked, and how it starts the server.

depend() {
	use logger dns
	need net
	after firewall
}

start() {
	for _type in rsa ecdsa ed25519; do
		[ -e "/etc/dropbear/dropbear_${_type}_host_key" ] || /usr/bin/dropbearkey -t "$_type" -f "/etc/dropbear/dropbear_${_type}_host_key"
	done
	ebegin "Starting dropbear"
	# shellcheck disable=SC2086 # it is several options
	/usr/sbin/dropbear $DROPBEAR_OPTS
	eend $?
}

stop() {
	ebegin "Stopping dropbear"
	kill "$(cat /var/run/dropbear.pid)"
	eend $?
}
