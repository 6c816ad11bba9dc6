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

    /// <summary>
    /// Exits 0 when a run of this container goes on, else 1: <c>sh -c TEXT sh FOLDER_OF_ALL_RUNS</c>. What a container before
    /// this one noted is of other processes, which have started at other times.
    /// </summary>
    public const string IsBusy = """
        for run in "$1"/*; do
            { [ -f "$run/process" ] && [ ! -e "$run/exit" ]; } || continue
            read -r id start _ <"$run/process"
            [ "$(cut -d ' ' -f 22 "/proc/$id/stat" 2>/dev/null)" != "$start" ] || exit 0
        done
        exit 1
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
