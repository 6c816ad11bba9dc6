#!/bin/sh
# accounts [ETC]: merges the accounts of /etc/bivouac/accounts into those of the running system. Lines:
#
#   root-password HASH
#   group NAME GID
#   user NAME UID SHELL HOME HASH       (HASH is - without a password)
#   member USER GROUP
#
# What is there already keeps its number, a user gets the declared home and shell, and what is in a home belongs to its user. What is right
# stays as it is, so it can run again. One pass a file: a slow machine
# takes long for each program that it starts.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin

etc="${1:-/etc}"
failed=0

# merge FILE PROGRAM: puts what an awk program makes of a file in its place, at once and with its mode and owner. The program reads
# the declared accounts first, by blanks, then the file, by colons.
merge() {
	# On a full disk the new file is short, whatever awk says.
	if cp -p "$etc/$1" "$etc/$1.new" &&
		awk -v OFS=: -v groups="$etc/group" "$2" FS=' ' "$etc/bivouac/accounts" FS=: "$etc/$1" > "$etc/$1.new" &&
		[ "$(wc -l < "$etc/$1.new")" -ge "$(grep -c . "$etc/$1")" ]; then
		mv -f "$etc/$1.new" "$etc/$1"
	else
		echo "accounts: $etc/$1 stays as it was"
		rm -f "$etc/$1.new"
		failed=1
	fi
}

# shellcheck disable=SC2016 # the programs are awk's
merge group '
	FNR == NR && $1 == "group" { gid[$2] = $3; names[++count] = $2 }
	FNR == NR && $1 == "member" { members[$3] = members[$3] " " $2 }
	FNR == NR { next }
	$1 in gid { there[$1] = 1; if ($3 != gid[$1]) print "accounts: the group " $1 " has the number " $3 " already, which stays" > "/dev/stderr" }
	{ owner[$3] = $1 }
	$1 in members { $4 = with($1, $4) }
	$1 != "" { print }
	END {
		for (i = 1; i <= count; i++) if (!(names[i] in there)) {
			if (gid[names[i]] in owner) print "accounts: the group " names[i] " has the same number as " owner[gid[names[i]]] > "/dev/stderr"
			print names[i], "x", gid[names[i]], with(names[i], "")
			there[names[i]] = 1
		}
		for (name in members) if (!(name in there)) print "accounts: there is no group " name " for" members[name] > "/dev/stderr"
	}
	function with(name, list,   i, n, more) {
		there[name] = 1
		n = split(members[name], more, " ")
		for (i = 1; i <= n; i++) if (index("," list ",", "," more[i] ",") == 0) list = list == "" ? more[i] : list "," more[i]
		return list
	}'

# A group of the user's name is its own, whatever number it has.
# shellcheck disable=SC2016
merge passwd '
	BEGIN { while ((getline line < groups) > 0) { split(line, part, ":"); number[part[1]] = part[3] } }
	FNR == NR && $1 == "user" { uid[$2] = $3; shell[$2] = $4; home[$2] = $5; names[++count] = $2 }
	FNR == NR { next }
	$1 in uid {
		there[$1] = 1
		if ($3 != uid[$1]) print "accounts: the user " $1 " has the number " $3 " already, which stays" > "/dev/stderr"
		if ($6 != home[$1]) print "accounts: the home of " $1 " was " $6 > "/dev/stderr"
		$6 = home[$1]
		$7 = shell[$1]
	}
	{ owner[$3] = $1 }
	$1 != "" { print }
	END {
		for (i = 1; i <= count; i++) if (!(names[i] in there)) {
			if (uid[names[i]] in owner) print "accounts: the user " names[i] " has the same number as " owner[uid[names[i]]] > "/dev/stderr"
			print names[i], "x", uid[names[i]], names[i] in number ? number[names[i]] : uid[names[i]], "", home[names[i]], shell[names[i]]
		}
	}'

# A star is no password: login by key works, login by password does not. An exclamation mark would lock the account for SSH too.
# shellcheck disable=SC2016
merge shadow '
	FNR == NR && $1 == "root-password" { hash["root"] = $2; names[++count] = "root" }
	FNR == NR && $1 == "user" { hash[$2] = $6 == "-" ? "*" : $6; names[++count] = $2 }
	FNR == NR { next }
	$1 in hash { there[$1] = 1; $2 = hash[$1] }
	$1 != "" { print }
	END { for (i = 1; i <= count; i++) if (!(names[i] in there)) print names[i], hash[names[i]], "", "0", "99999", "7", "", "", "" }'

[ "$etc" = /etc ] || exit "$failed"

# What the overlay brings into a home has the declared number.
# shellcheck disable=SC2016
awk '
	FNR == NR && $1 == "user" { uid[$2] = $3; home[$2] = $5 }
	FNR == NR { next }
	$1 in uid { print uid[$1], $3, $4, home[$1] }' FS=' ' "$etc/bivouac/accounts" FS=: "$etc/passwd" |
	while read -r declared uid gid home; do
		if [ ! -d "$home" ] && mkdir -p "$home"; then
			chmod 0700 "$home"
			chown "$uid:$gid" "$home"
		elif [ "$uid" != "$declared" ]; then
			find "$home/" -xdev -user "$declared" -exec chown -h "$uid:$gid" {} +
		fi
	done
exit "$failed"
