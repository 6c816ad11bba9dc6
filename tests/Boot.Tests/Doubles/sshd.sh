#!/sbin/openrc-run
# Test double of the init script of Alpine's package openssh-server-common. It keeps what matters at boot: its dependencies, that a
# specific ListenAddress needs the network unless rc_need says otherwise, that host keys are made at the start, of the types in
# key_types_to_generate or all, and that it fails when they cannot be.

depend() {
	use logger dns
	after entropy
	if [ "${rc_need+set}" != set ]; then
		if grep -q '^ListenAddress' /etc/ssh/sshd_config 2> /dev/null; then need net; fi
	fi
}

start() {
	ebegin "Starting sshd"
	mkdir -p /var/empty /run/sshd
	if [ -n "$key_types_to_generate" ]; then
		for _type in $key_types_to_generate; do
			[ -f "/etc/ssh/ssh_host_${_type}_key" ] || ssh-keygen -q -N '' -t "$_type" -f "/etc/ssh/ssh_host_${_type}_key" || return 1
		done
	else
		ssh-keygen -A || return 1
	fi
	/usr/sbin/sshd -t || return 1
	/usr/sbin/sshd
	eend $?
}

stop() {
	ebegin "Stopping sshd"
	kill "$(cat /run/sshd.pid)"
	eend $?
}
