#!/bin/sh
# accounts: merges the accounts of /etc/bivouac/accounts into those of the running system. Lines:
#
#   root-password HASH
#   group NAME GID
#   user NAME UID SHELL HOME HASH       (HASH is - without a password)
#   member USER GROUP
#
# What is there already stays as it is, so it can run again.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

etc="${1:-/etc}"

say() {
	printf 'accounts: %s\n' "$*"
}

# has FILE NAME: whether the file has a line of the name.
has() {
	cut -d : -f 1 "$etc/$1" | grep -qxF -- "$2"
}

# replace FILE: puts what is read in the place of a file, at once and with its mode; on a full disk the file stays as it is.
replace() {
	cp -p "$etc/$1" "$etc/$1.new" && cat > "$etc/$1.new" && [ -s "$etc/$1.new" ] && mv -f "$etc/$1.new" "$etc/$1" && return
	rm -f "$etc/$1.new"
	return 1
}

# add FILE LINE. (awk ends the last line when the file does not.)
add() {
	{ awk '{ print }' "$etc/$1" && printf '%s\n' "$2"; } | replace "$1"
}

# set_field FILE NAME NUMBER VALUE
set_field() {
	awk -F : -v OFS=: -v name="$2" -v number="$3" -v value="$4" '$1 == name { $number = value } { print }' "$etc/$1" | replace "$1"
}

add_group() {
	if has group "$1"; then
		say "the group $1 is there already; its number stays"
		return 0
	fi
	_other="$(awk -F : -v gid="$2" '$3 == gid { print $1 }' "$etc/group")"
	[ -z "$_other" ] || say "the group $1 has the same number as $_other: $2"
	add group "$1:x:$2:"
}

add_user() {
	_hash="$5"
	# A star is no password: login by key works, login by password does not. An exclamation mark would lock the account for SSH too.
	[ "$_hash" != - ] || _hash='*'
	if has passwd "$1"; then
		say "the user $1 is there already; its number stays"
	else
		_other="$(awk -F : -v uid="$2" '$3 == uid { print $1 }' "$etc/passwd")"
		[ -z "$_other" ] || say "the user $1 has the same number as $_other: $2"
		add passwd "$1:x:$2:$2::$4:$3"
	fi
	if has shadow "$1"; then set_field shadow "$1" 2 "$_hash"; else add shadow "$1:$_hash::0:99999:7:::"; fi
	if [ "$etc" = /etc ] && [ ! -d "$4" ]; then mkdir -p "$4" && chmod 0700 "$4" && chown "$2:$2" "$4"; fi
}

add_member() {
	if ! has group "$2"; then
		say "there is no group $2 for $1"
		return 1
	fi
	awk -F : -v OFS=: -v user="$1" -v group="$2" '
		$1 == group && index("," $4 ",", "," user ",") == 0 { $4 = $4 == "" ? user : $4 "," user }
		{ print }' "$etc/group" | replace group
}

failed=0
while read -r kind name a b c d; do
	case "$kind" in
	'' | '#'*) continue ;;
	root-password) set_field shadow root 2 "$name" ;;
	group) add_group "$name" "$a" ;;
	user) add_user "$name" "$a" "$b" "$c" "$d" ;;
	member) add_member "$name" "$a" ;;
	*) false ;;
	esac || {
		# A hash does not belong into a log.
		[ "$kind" != root-password ] || name=...
		say "'$kind $name' could not be done"
		failed=1
	}
done < "$etc/bivouac/accounts"
exit "$failed"
