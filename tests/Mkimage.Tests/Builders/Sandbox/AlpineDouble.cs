using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Sandbox;

/// <summary>
/// A double of a mirror and of Alpine's scripts, for the mechanics of the sandbox: its minirootfs has Alpine's shape, but holds
/// this machine's static busybox and a shell script that plays apk. The real thing is in Alpine.Tests.
/// </summary>
public class AlpineDouble : IAsyncLifetime
{
    public const string Release = "3.20.9";

    /// <summary>Notes what it is told; fails where a repository is not there, or for the package <c>no-such-package</c>.</summary>
    private const string Apk = """
        #!/bin/sh
        echo "$*" >>/etc/apk/calls
        [ "$1" != --quiet ] || exit 0
        case $* in
        *" --root "*) from=$(echo "$*" | sed 's/.* --root \([^ ]*\).*/\1/')/etc/apk/repositories ;;
        *) from=/etc/apk/repositories ;;
        esac
        while read -r repository; do
            case $repository in
            http:*) wget -q -T 10 -O /dev/null "$repository/x86_64/APKINDEX.tar.gz" || { echo "WARNING: updating and opening $repository: could not connect to server"; exit 1; } && continue ;;
            esac
            [ -f "$repository/x86_64/APKINDEX.tar.gz" ] || { echo "WARNING: $repository: No such file or directory"; exit 1; }
        done <"$from"
        [ ! -e /etc/apk/keys/fail.rsa.pub ] || { echo "ERROR: the double was told to fail"; exit 1; }

        """;

    private readonly TestFolder here = new();
    private SigningKey key = null!;

    public string Mirror => here["mirror"];

    public string Aports => here["aports"];

    /// <summary>Shared by tests that provision nothing of their own.</summary>
    public string Cache => here["cache"];

    public string Archive => Path.Combine(Mirror, $"v3.20/releases/x86_64/alpine-minirootfs-{Release}-x86_64.tar.gz");

    public string Sha256 { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists("/bin/busybox"), "the double needs busybox-static: apt-get install busybox-static");
        here.Write("aports/scripts/mkimage.sh", "#!/bin/sh\necho double of mkimage.sh\n", (UnixFileMode)0b111_101_101);
        here.Write("mirror/v3.20/main/x86_64/APKINDEX.tar.gz", "");
        here.Write("mirror/v3.20/community/x86_64/APKINDEX.tar.gz", "");
        Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);
        key = await SigningKey.ProvideAsync(Cache, null, TestContext.Current.CancellationToken);
        await WriteAsync(Archive, await MoreAsync());
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Archive)));
        await File.WriteAllTextAsync(Archive + ".sha256", $"{Sha256}  {Path.GetFileName(Archive)}\n");
    }

    public ValueTask DisposeAsync()
    {
        here.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives a cache the key of the shared one: making one takes seconds.</summary>
    public void CopyKey(string cache)
    {
        var keys = Directory.CreateDirectory(Path.Combine(cache, "keys"), (UnixFileMode)0b111_000_000).FullName;
        foreach (var file in (string[])[Path.Combine(key.Folder, key.Name), key.PublicFile])
            File.Copy(file, Path.Combine(keys, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Writes a minirootfs.</summary>
    public static async Task WriteAsync(string archive, params TarEntry[] more)
    {
        var busybox = await File.ReadAllBytesAsync("/bin/busybox");
        var applets = (await new ProcessRunner().RunAsync(new ProcessCommand("/bin/busybox", ["--list"]))).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await using var file = File.Create(archive);
        await using var packed = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(packed);
        foreach (var folder in (string[])["bin", "sbin", "dev", "proc", "mnt", "root", "tmp", "var", "var/tmp", "etc", "etc/apk", "etc/apk/keys"])
            await tar.WriteEntryAsync(Entry(TarEntryType.Directory, "./" + folder + "/", folder is "root" ? "700" : "755"));
        await tar.WriteEntryAsync(Entry(TarEntryType.RegularFile, "./bin/busybox", "755", busybox));
        foreach (var applet in applets.Where(a => a is not ("busybox" or "[[") && !Array.Exists(more, m => m.Name == "./bin/" + a)))
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "./bin/" + applet) { LinkName = "/bin/busybox" });
        await tar.WriteEntryAsync(Entry(TarEntryType.RegularFile, "./sbin/apk", "755", Encoding.UTF8.GetBytes(Apk)));
        await tar.WriteEntryAsync(Entry(TarEntryType.RegularFile, "./etc/alpine-release", "644", Encoding.UTF8.GetBytes(Release + "\n")));
        var shadow = Entry(TarEntryType.RegularFile, "./etc/shadow", "640", "root:*::0:::::\n"u8.ToArray());
        shadow.Gid = 42;
        await tar.WriteEntryAsync(shadow);
        foreach (var entry in more)
            await tar.WriteEntryAsync(entry);
    }

    /// <summary>What its minirootfs holds beside.</summary>
    protected virtual Task<TarEntry[]> MoreAsync() => Task.FromResult(Array.Empty<TarEntry>());

    protected static PaxTarEntry Entry(TarEntryType type, string name, string octal, byte[]? content = null)
    {
        var entry = new PaxTarEntry(type, name) { Mode = (UnixFileMode)Convert.ToInt32(octal, 8) };
        if (content is not null)
            entry.DataStream = new MemoryStream(content);
        return entry;
    }
}
