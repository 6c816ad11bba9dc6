using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Tests.Builders.Sandbox;

/// <summary>
/// A double of Alpine that speaks HTTP: a static busybox of glibc crashes when it looks for an address, so wget is played by this machine's
/// bash, in the words of Alpine's. The shell is bash too: busybox's takes its own programs before those of PATH.
/// </summary>
public sealed partial class AlpineDoubleWithWget : AlpineDouble
{
    private const string Wget = """
        #!/bin/bash
        for url; do :; done
        rest=${url#http://} host=${rest%%/*} path=/${rest#*/} ask=$host port=80
        if [ -n "$http_proxy" ]; then
            ask=${http_proxy#http://} ask=${ask%%/*} path=$url
        fi
        case $ask in *:*) port=${ask##*:} ;; esac
        if ! said=$( (exec 3<>"/dev/tcp/${ask%:*}/$port") 2>&1); then
            case $said in
            *refused*) echo "wget: can't connect to remote host (${ask%:*}): Connection refused" >&2 ;;
            *) echo "wget: bad address '${ask%:*}'" >&2 ;;
            esac
            exit 1
        fi
        exec 3<>"/dev/tcp/${ask%:*}/$port"
        printf 'GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n' "$path" "$host" >&3
        read -r _ status _ <&3
        [ "$status" = 200 ] || { echo "wget: server returned error: HTTP/1.1 $status" >&2; exit 1; }
        cat <&3 >/dev/null

        """;

    protected override async Task<TarEntry[]> MoreAsync()
    {
        var libraries = await new ProcessRunner().RunAsync(new ProcessCommand("ldd", ["/bin/bash"]));
        List<string> files = ["/bin/bash", .. Paths().Matches(libraries.Output).Select(static m => m.Value)];
        var entries = new List<TarEntry> { Entry(TarEntryType.RegularFile, "./bin/wget", "755", Encoding.ASCII.GetBytes(Wget)) };
        entries.Add(new PaxTarEntry(TarEntryType.SymbolicLink, "./bin/sh") { LinkName = "/bin/bash" });
        entries.AddRange(files.Select(static f => Path.GetDirectoryName(f)!).Distinct().SelectMany(Above).Distinct().Where(static f => f != "/bin").Select(static f => Entry(TarEntryType.Directory, $".{f}/", "755")));
        foreach (var file in files)
            entries.Add(Entry(TarEntryType.RegularFile, "." + file, "755", await File.ReadAllBytesAsync(file)));
        return [.. entries];
    }

    private static IEnumerable<string> Above(string folder) =>
        folder == "/" ? [] : [.. Above(Path.GetDirectoryName(folder)!), folder];

    [GeneratedRegex(@"/\S+(?= \(0x)")]
    private static partial Regex Paths();
}
