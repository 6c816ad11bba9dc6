namespace Bivouac.Mkimage.Builders.Ssh;

/// <summary>The shell text that runs on the machine behind the connection. All of it may run twice: an answer can be lost.</summary>
internal static class SshScripts
{
    /// <summary>There is no such file.</summary>
    public const int NotThere = 44;

    /// <summary>The work directory is a link where every user can make one.</summary>
    public const int IsLink = 50;

    /// <summary>Every user can write into the work directory.</summary>
    public const int IsOpen = 51;

    /// <summary>The work directory is another user's.</summary>
    public const int IsAnothers = 52;

    /// <summary>
    /// Prints the user's name, his home, the seconds since 1970, each on a line of its own, then the proxies as lines <c>NAME=VALUE</c>: those
    /// of the session, else those that setup-proxy noted for the machine, which no session without a login shell sees.
    /// </summary>
    public const string WhoAndWhen = """
        id -un || exit
        printf '%s\n' "$HOME"
        date +%s
        if ! env | grep -q -i -E '^(http|https|all)_proxy=' && [ -r /etc/profile.d/proxy.sh ]; then
            # shellcheck source=/dev/null
            . /etc/profile.d/proxy.sh
        fi
        env | grep -i -E '^(http|https|all|no)_proxy=' || true
        """;

    /// <summary>
    /// Prints of the file system that a folder is, or would be, on: the folder with links followed, the type, the free bytes,
    /// each on a line of its own: <c>FOLDER</c>.
    /// </summary>
    public const string FileSystem = """
        there=$1
        while ! [ -d "$there" ]; do
            there=${there%/*}
            there=${there:-/}
        done
        rest=${1#"$there"}
        real=$(cd "$there" && pwd -P) || exit
        [ "$real" != / ] || [ -z "$rest" ] || real=
        case $rest in '' | /*) ;; *) rest=/$rest ;; esac
        printf '%s\n' "$real$rest"
        stat -f -c %T "$there" || exit
        stat -f -c '%a %S' "$there" | {
            read -r blocks size
            echo "$((blocks * size))"
        }
        """;

    /// <summary>
    /// Makes the work directory for its user alone, or takes the one that is there when nobody else can have made it:
    /// <c>FOLDER IS_DEFAULT</c>. One that is there keeps its mode when the second is empty: somebody named it.
    /// </summary>
    public const string MakePrivate = "own() {\n" + RequireOwn + "\n}\n" + """
        umask 022
        above=${1%/*}
        above=${above:-/}
        mkdir -p "$above" || exit
        [ -d "$1" ] || [ -L "$1" ] || mkdir -m 700 "$1" || exit
        (own "$1") || exit
        [ -z "$2" ] || exec chmod 700 "$1"
        """;

    /// <summary>Looks whether the work directory can be trusted; one that is not there can: <c>FOLDER</c>.</summary>
    public const string RequireOwn = """
        [ -e "$1" ] || [ -L "$1" ] || exit 0
        above=${1%/*}
        above=${above:-/}
        case $(stat -c %a "$above/.") in *[2367]) ;; *) exit 0 ;; esac
        [ ! -L "$1" ] || exit 50
        case $(stat -c %a "$1") in *[2367]) exit 51 ;; esac
        [ -O "$1" ] || exit 52
        """;

    /// <summary>
    /// Prints those of the hashes on its input whose files the store has whole, and notes that they are used: <c>STORE</c>. A file
    /// that has its name may be cut off or damaged by now, by a power loss for one.
    /// </summary>
    public const string Whole = """
        umask 022
        mkdir -p "$1" && cd "$1" || exit
        {
            while read -r hash; do
                [ ! -f "$hash" ] || echo "$hash"
            done | xargs -r sha256sum | while read -r found hash; do
                [ "$found" = "$hash" ] || continue
                echo "$hash"
                echo "$hash" >&3
            done | xargs -r touch -c
        } 3>&1
        """;

    /// <summary>
    /// Takes files named by their SHA-256 into the store, from a tar on its input: <c>STORE</c>. What is whole is taken even when
    /// the tar breaks off.
    /// </summary>
    public const string Take = """
        umask 022
        # What was left by a connection that broke.
        find "$1" -name 'in.*' -mtime +1 -prune -exec rm -rf {} +
        new=$(mktemp -d "$1/in.XXXXXX") || exit
        tar -x -o -f - -C "$new"
        code=$?
        for file in "$new"/*; do
            [ -f "$file" ] || continue
            hash=$(sha256sum <"$file")
            if [ "${hash%% *}" = "${file##*/}" ]; then
                mv "$file" "$1/${file##*/}" || code=1
            fi
        done
        rm -rf "$new"
        exit "$code"
        """;

    /// <summary>
    /// What stands before a folder's list: <c>sh -s STORE FOLDER</c> reads both. The list is a function that is called at the end,
    /// so that half of it does nothing.
    /// </summary>
    public const string Place = """
        set -e
        umask 022
        store=$1
        mkdir -p "$2"
        cd "$2"
        gone() {
            if [ -e "$1" ] || [ -L "$1" ]; then rm -f "$1"; fi
        }
        d() {
            for name; do
                [ -d "$name" ] || { gone "$name" && mkdir "$name"; }
            done
        }
        f() {
            gone "$2"
            cp "$store/$1" "$2"
        }
        l() {
            gone "$2"
            ln -s "$1" "$2"
        }

        """;

    /// <summary>Removes from the store what no build has asked for in a month: <c>STORE</c>.</summary>
    public const string Forget = """exec find "$1" -type f -mtime +30 -exec rm -f {} + """;

    /// <summary>Prints a file from an offset on: <c>FILE OFFSET</c>.</summary>
    public const string Read = """
        [ -f "$1" ] || exit 44
        exec 3<"$1"
        [ "$2" -eq 0 ] || dd bs=1 count=0 skip="$2" <&3 2>/dev/null
        exec cat <&3
        """;

    /// <summary>Prints the length of a file in bytes: <c>FILE</c>.</summary>
    public const string Length = """
        [ -f "$1" ] || exit 44
        exec stat -L -c %s "$1"
        """;

    /// <summary>Prints the SHA-256 of a file: <c>FILE</c>.</summary>
    public const string Hash = """exec sha256sum <"$1" """;

    /// <summary>Gives a folder its name when all of it is on the disk; when one has it by now, that one stays: <c>FROM TO</c>.</summary>
    public const string Rename = """
        if ! [ -d "$2" ]; then
            # Not every sync(1) knows one file system alone.
            sync -f "$1" 2>/dev/null || sync || exit
            mv "$1" "$2" || exit
        fi
        rm -rf "$1"
        """;

    /// <summary>Looks whether a mirror that is a folder has a branch: <c>LOCATION PATH</c>, and a file below it.</summary>
    public const string Mirror = """[ -f "$1/$2" ] || exit 44""";
}
