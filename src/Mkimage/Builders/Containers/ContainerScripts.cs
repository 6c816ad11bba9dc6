namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>The shell text that runs in containers.</summary>
internal static class ContainerScripts
{
    /// <summary>
    /// Process 1 of a container: it waits, and takes over what its parents left, so that no dead process stays. It ends on a
    /// TERM at once, which process 1 would not see without a trap.
    /// </summary>
    public const string Init = """
        trap 'exit 0' TERM INT
        while :; do
            sleep 3600 &
            wait "$!"
        done
        """;

    /// <summary>Takes a tar archive and puts it under its final name whole, when all of it is on the disk: <c>sh -c TEXT sh FOLDER</c>.</summary>
    public const string Place = """
        set -eu
        umask 022
        [ ! -d "$1" ] || exit 0
        partial=$1.partial.$$
        trap 'rm -rf "$partial"' EXIT
        mkdir -p "$partial"
        tar -x -p -o -f - -C "$partial"
        # Not every sync(1) knows one file system alone.
        sync -f "$partial" 2>/dev/null || sync
        mv "$partial" "$1" 2>/dev/null || [ -d "$1" ]
        """;

    /// <summary>Takes a tar archive with a key, which only root may read: <c>sh -c TEXT sh FOLDER</c>.</summary>
    public const string PlaceKey = """
        set -eu
        umask 077
        mkdir -p "$1"
        exec tar -x -p -o -f - -C "$1"
        """;

    /// <summary>Exits 0 when each of its arguments is there: <c>sh -c TEXT sh FILE...</c>.</summary>
    public const string HasAll = """for f; do [ -e "$f" ] || exit 1; done""";

    /// <summary>What <see cref="Share"/> and <see cref="TakeWhole"/> return when the container is used.</summary>
    public const int InUse = 75;

    /// <summary>Is printed when the container is held and every file that was asked for is there.</summary>
    public const string Filled = "filled";

    /// <summary>Is printed when the container is held and a file that was asked for is missing.</summary>
    public const string Bare = "bare";

    // Who wants a container notes itself, in the container's own file system, and only then looks for others: of two that want it
    // differently, one at least sees the other. A note of a process that was killed is none: its number is another's by then, or nobody's.
    private const string HoldFunctions = """
        users=$1
        mkdir -p "$users" || exit
        started() {
            cut -d ' ' -f 22 "/proc/$1/stat" 2>/dev/null
        }
        note() {
            started "$$" >"$users/.$$" && mv "$users/.$$" "$users/$1-$$"
        }
        is_noted() {
            for noted in "$users/$1"-*; do
                id=${noted##*-}
                [ "$id" != "$$" ] || continue
                if read -r start 2>/dev/null <"$noted" && [ -n "$start" ] && [ "$(started "$id")" = "$start" ]; then return 0; fi
            done
            return 1
        }

        """;

    /// <summary>
    /// Shares this container with others until the input ends: <c>sh -c TEXT sh USERS FILE...</c>. Prints <see cref="Filled"/> or
    /// <see cref="Bare"/> when it does, and returns <see cref="InUse"/> when somebody has taken it whole.
    /// </summary>
    public const string Share = HoldFunctions + """
        note user || exit
        if is_noted taker; then
            rm -f "$users/user-$$"
            exit 75
        fi
        shift
        state=filled
        for f; do [ -e "$f" ] || state=bare; done
        echo "$state"
        cat >/dev/null
        rm -f "$users/user-$$"
        """;

    /// <summary>
    /// Takes this container whole until the input ends: <c>sh -c TEXT sh USERS FOLDER_OF_ALL_RUNS</c>. Prints <see cref="Filled"/> when it
    /// does, and returns <see cref="InUse"/> when somebody shares or takes it or a run goes on. What a container before this one noted of
    /// runs is of other processes, which have started at other times.
    /// </summary>
    public const string TakeWhole = HoldFunctions + """
        is_busy() {
            for run in "$1"/*; do
                if [ ! -f "$run/process" ] || [ -e "$run/exit" ]; then continue; fi
                if read -r id start _ 2>/dev/null <"$run/process" && [ -n "$start" ] && [ "$(started "$id")" = "$start" ]; then return 0; fi
            done
            return 1
        }
        note taker || exit
        if is_noted user || is_noted taker || is_busy "$2"; then
            rm -f "$users/taker-$$"
            exit 75
        fi
        echo filled
        cat >/dev/null
        rm -f "$users/taker-$$"
        """;

    /// <summary>Prints <c>LENGTH NAME</c> of every file below folders of the mirror: <c>sh -c TEXT sh ROOT FOLDER...</c>.</summary>
    public const string ListMirror = """
        cd "$1" || exit 1
        shift
        for folder; do
            [ ! -d "$folder" ] || find "$folder" -type f -exec stat -c '%s %n' {} +
        done
        """;

    /// <summary>
    /// Takes a tar archive of packages and indexes: <c>sh -c TEXT sh ROOT MARK</c>. An index arrives as
    /// <c>APKINDEX.tar.gz.new</c> behind its packages and gets its name at the end, so that who reads sees the old or the new
    /// one; MARK then says that all is there.
    /// </summary>
    public const string TakeMirror = """
        set -eu
        umask 022
        cd "$1"
        tar -x -o -f -
        find . -name 'APKINDEX.tar.gz.new' | while read -r index; do mv "$index" "${index%.new}"; done
        sync
        rm -f .bivouac-*
        : >"$2"
        """;
}
