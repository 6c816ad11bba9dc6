# apk, as it is, but for what mkimage.sh asks in order to name a section: the packages that the kernel and the medium are made
# from. The answer is passed on unchanged; against that of the last good build, it is said on standard error what changed:
#   >>> bivouac: stale SECTION WHAT
words="${BIVOUAC_SECTIONS:+ $* }"
case $words in
*" fetch "*" --simulate --recursive "*) section=apks name=apks ;;
*" fetch "*" --simulate alpine-base linux-"*)
	section=kernel name=${words##* --simulate alpine-base }
	name=kernel-${name%% *}
	;;
*) exec "$real" "$@" ;;
esac
now=$BIVOUAC_SECTIONS/now/$name last=$BIVOUAC_SECTIONS/last/$name
mkdir -p "$BIVOUAC_SECTIONS/now"
"$real" "$@" >"$now.answer" || {
	code=$?
	cat "$now.answer"
	rm -f "$now.answer"
	exit "$code"
}
cat "$now.answer"
sed -n 's/^Downloading \(.*\)-\([^-]*-r[0-9]*\)$/\1 \2/p' "$now.answer" | sort -u >"$now"
rm -f "$now.answer"
if [ ! -s "$last" ] || cmp -s "$last" "$now"; then exit 0; fi
awk -v section="$section" -v most=6 '
	first { last[$1] = $2; next }
	{ now[$1] = 1 }
	!($1 in last) { note("+ " $1 " " $2) }
	$1 in last && last[$1] != $2 { note($1 " " last[$1] " → " $2) }
	function note(what) {
		if (++count <= most) text = text (count > 1 ? ", " : "") what
	}
	END {
		for (name in last)
			if (!(name in now)) note("- " name)
		if (count) print ">>> bivouac: stale " section " " text (count > most ? " and " (count - most) " more" : "")
	}
' first=1 "$last" first= "$now" >&2
