namespace Bivouac.Mkimage.Builders.Shell;

/// <summary>The shell text that looks whether a builder reaches a repository with a URL.</summary>
internal static class ReachScript
{
    /// <summary>The exit code when the repository is not reached.</summary>
    public const int NotReached = 44;

    /// <summary>
    /// Exits 0 when the repository is reached, else 44 with why on standard error, and <c>gateway ADDRESS</c> on standard output when there is
    /// one: <c>sh -c TEXT sh REPOSITORY ARCH WHOLE</c>, with the proxies as variables. wget says more than apk and waits for less long; but
    /// it knows no no_proxy and little of proxies and https, so that apk has the last word: where wget fails and these may be why, and everywhere
    /// when WHOLE is not empty; then the index is fetched.
    /// </summary>
    public const string Text = """
        repository=$1 arch=$2 whole=$3
        index=$repository/$arch/APKINDEX.tar.gz
        said=$(wget -q -T 15 --spider "$index" 2>&1)
        code=$?
        # GNU's asks with HEAD first, which some servers refuse.
        if [ "$code" -eq 8 ]; then
            said=$(wget -q -T 15 -O /dev/null "$index" 2>&1)
            code=$?
        fi
        case $repository,${http_proxy-}${HTTP_PROXY-} in
        http:*,) whole= ;;
        esac
        [ "$code$whole" != 0 ] || exit 0
        case $repository,${http_proxy-}${HTTP_PROXY-} in
        http:*,) ;;
        *)
            root=$(mktemp -d) || exit 1
            trap 'rm -rf "$root"' EXIT
            mkdir -p "$root/etc/apk"
            echo "$repository" >"$root/etc/apk/repositories"
            apk=$(
                exec 2>&1
                apk --quiet --root "$root" --arch "$arch" add --initdb
                timeout 60 apk --no-progress --root "$root" --arch "$arch" --allow-untrusted update
            ) && exit 0
            said="$said
        $apk"
            ;;
        esac
        printf '%s\n' "$said" | grep -v -e '^fetch ' -e '^[0-9]* .*unavailable' >&2
        ip route 2>/dev/null | sed -n 's/^default via \([^ ]*\).*/gateway \1/p'
        exit 44
        """;
}
