#!/bin/sh
# setup ROOT PREPARE ADJUST: the first process of a system's namespaces. It mounts what a kernel and an initramfs would, does what the
# test wants before and after that, and becomes init.
set -eu
root="$1"
prepare="$2"
adjust="$3"

mount --bind "$root" "$root"
sh -euc "$prepare" prepare "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs dev "$root/dev"
mkdir "$root/dev/pts"
mount -t devpts devpts "$root/dev/pts"
for node in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0'; do
	# shellcheck disable=SC2086 # they are words
	set -- $node
	mknod -m 666 "$root/dev/$1" c "$2" "$3"
done
ln -s /proc/self/fd "$root/dev/fd"
hostname "$(cat "$root/etc/hostname")"
sh -euc "$adjust" adjust "$root"
cd "$root"
exec chroot "$root" /bin/busybox init
