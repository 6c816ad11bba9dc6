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

# Where no note can be made it is apk alone. Of several questions of one form the first is about the section; U-Boot asks for its own
# packages later.
if [ -e "$now" ] || ! mkdir -p "$BIVOUAC_SECTIONS/now"; then exec "$real" "$@"; fi
answer=$(
	code=0
	"$real" "$@" || code=$?
	echo "!$code"
)
code=${answer##*!} answer=${answer%!*}
printf '%s' "$answer"
[ "$code" -eq 0 ] || exit "$code"

# From here on nothing may fail apk's caller, who has its answer.
note() {
	printf '%s' "$answer" | sed -n 's/^Downloading \(.*\)-\([^-]*-r[0-9]*\)$/\1 \2/p' | sort -u >"$now.new" && mv "$now.new" "$now"
}
note || exit 0
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
' first=1 "$last" first= "$now" >&2 || true
