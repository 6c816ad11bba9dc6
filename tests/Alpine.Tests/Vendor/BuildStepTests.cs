using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Downloads.Declared;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Image.Iso;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Vendor;

/// <summary>
/// A vendor's file and a build step that compiles it with a real compiler in the builder, up to the overlay of a real image. A server on the
/// loopback address stands in for the vendor.
/// </summary>
public sealed class BuildStepTests : IAsyncLifetime
{
    private const string Compiler = "v3.20/main/x86_64/tcc-0.9.27-r0.apk";

    private static readonly byte[] Message = Encoding.UTF8.GetBytes("#define MESSAGE \"compiled in the builder\\n\"\n");

    private readonly AlpineFixture _alpine;
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal)
    {
        ["/tool/1.0/message.h"] = Message,
        ["/tool/1.0/message.h.sha256"] = Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Message)) + "  message.h\n"),
    };

    private readonly RawServer _vendor;
    private readonly HttpFetcher _http;

    public BuildStepTests(AlpineFixture alpine)
    {
        _alpine = alpine;
        alpine.Require();
        Assert.SkipUnless(File.Exists(Path.Combine(AlpineFixture.Mirror, Compiler)), $"the mirror has no compiler: {Compiler}");
        _vendor = RawServer.OfFiles(_files);
        _http = new HttpFetcher(new Instead(_vendor), 0, TimeSpan.FromSeconds(30), plainOnLoopback: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http?.Dispose();
        if (_vendor is not null) await _vendor.DisposeAsync();
    }

    [Fact]
    public async Task V5_what_a_step_compiles_lands_in_the_overlay_and_is_made_once_for_a_kernel()
    {
        var project = Project("step", "hello.sh", Compile);
        var overlay = await BuildAsync(project);

        var hello = overlay["usr/local/bin/hello"];
        hello.Mode.ShouldBe((UnixFileMode)0b111_101_101);
        Text(overlay, "usr/local/kernel").ShouldMatch("^6\\.1\\.[0-9]+-[0-9]+-lts\n$");
        Content(overlay["usr/share/vendor/message.h"]).ShouldBe(Message);
        Notes(project).ShouldContain(t => t.Contains("step hello is made linux-lts-6.1", StringComparison.Ordinal));

        project.Write("overlay/etc/motd", "another\n");
        project.Listener.Events.Clear();
        Content((await BuildAsync(project))["usr/local/bin/hello"]).ShouldBe(Content(hello));
        Notes(project).ShouldContain(t => t.Contains("step hello is reused", StringComparison.Ordinal));

        project.Write("build/hello.sh", Compile + "echo more >\"$BIVOUAC_OUT/more\"\n");
        project.Listener.Events.Clear();
        (await BuildAsync(project)).ShouldContainKey("usr/local/more");
        Notes(project).ShouldContain(t => t.Contains("step hello is made", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_sees_what_is_declared_and_nothing_else()
    {
        var project = Project("environment", "hello.sh", """
            set -eu
            env | sed 's/=.*//' | sort | tr '\n' ' ' >"$BIVOUAC_OUT/names"
            { pwd; ls -A; ls "$BIVOUAC_DOWNLOADS"; ls "$BIVOUAC_PROJECT/build"; ls /sys /srv 2>/dev/null | head -n 3; cat /proc/net/dev | grep -c :; } >"$BIVOUAC_OUT/view"
            echo "$TOOL_VERSION $FLAG" >"$BIVOUAC_OUT/values"

            """);
        var overlay = await BuildAsync(project);

        Text(overlay, "usr/local/names").ShouldBe("BIVOUAC_DOWNLOADS BIVOUAC_KERNELS BIVOUAC_OUT BIVOUAC_PROJECT FLAG HOME LC_ALL PATH PWD SHLVL TMPDIR TOOL_VERSION ");
        Text(overlay, "usr/local/view").ShouldBe("/step/work\nmessage\nhello.c\nhello.sh\n1\n");
        Text(overlay, "usr/local/values").ShouldBe("1.0 a b'c\n");
    }

    [Theory]
    [InlineData("script", "exit 3", "build step hello: its script exited 3")]
    [InlineData("nothing", "true", "build step hello: its script left nothing")]
    [InlineData("hang", "sleep 100", "build step hello: it was ended after its time of 2 s")]
    public async Task A_step_that_fails_ends_the_build_and_says_why(string name, string script, string why)
    {
        var failure = await Should.ThrowAsync<DriverException>(() => BuildAsync(Project(name, "hello.sh", "echo about to fail\n" + script + "\n"), TimeSpan.FromSeconds(2)));

        failure.ExitCode.ShouldBe(ExitCode.MkimageFailed);
        failure.What.ShouldBe("A build step failed");
        failure.Why.ShouldStartWith(why);
        failure.Next.ShouldContain("about to fail");
    }

    private const string Compile = """
        set -eu
        L=/usr/lib/x86_64-linux-musl
        T=/usr/lib/x86_64-linux-gnu/tcc
        mkdir "$BIVOUAC_OUT/bin"
        cp "$BIVOUAC_DOWNLOADS/message" message.h
        tcc -nostdinc -nostdlib -static -I "$T/include" -I /usr/include/x86_64-linux-musl -I "$PWD" -o "$BIVOUAC_OUT/bin/hello" \
        	"$L/crt1.o" "$L/crti.o" "$BIVOUAC_PROJECT/build/hello.c" "$L/libc.a" "$T/libtcc1.a" "$L/crtn.o"
        [ "$("$BIVOUAC_OUT/bin/hello")" = "compiled in the builder" ]
        echo "$BIVOUAC_KERNELS" >"$BIVOUAC_OUT/kernel"

        """;

    private static byte[] Content(TarEntry entry)
    {
        using var content = new MemoryStream();
        entry.DataStream.ShouldNotBeNull().Position = 0;
        entry.DataStream!.CopyTo(content);
        return content.ToArray();
    }

    private static string Text(Dictionary<string, TarEntry> overlay, string path) => Encoding.UTF8.GetString(Content(overlay[path]));

    private static IEnumerable<string> Notes(AlpineProject project) => project.Listener.Events.OfType<BuildNote>().Select(n => n.Message);

    private AlpineProject Project(string name, string script, string text)
    {
        var project = new AlpineProject(_alpine, "vendor-" + name);
        project.Write("build/" + script, text);
        project.Write("build/hello.c", "#include <stdio.h>\n#include \"message.h\"\nint main(void) { fputs(MESSAGE, stdout); return 0; }\n");
        project.Write("overlay/etc/motd", "one\n");
        return project;
    }

    private async Task<Dictionary<string, TarEntry>> BuildAsync(AlpineProject project, TimeSpan? limit = null)
    {
        var version = new PinnedVersion("TOOL_VERSION", "1.0");
        var plan = project.Plan(iso => iso
            .Arch(Arch.X86_64)
            .Alpine(new PinnedVersion("ALPINE_VERSION", AlpineFixture.Branch))
            .Hostname("small")
            .Tree("overlay")
            .Download("message", d => d.From($"https://vendor.example/tool/{version}/message.h").ChecksumFile(".sha256").Into("/usr/share/vendor/message.h"))
            .BuildStep("hello", b => b
                .Apks("tcc", "musl-dev", "linux-lts-dev")
                .Uses("message")
                .Script("build/hello.sh")
                .Inputs("build/hello.c")
                .Key(version)
                .Environment("FLAG", "a b'c")
                .KeyOfKernel()
                .Timeout(limit ?? TimeSpan.FromMinutes(5))
                .Output("/usr/local")));
        var downloads = new ImageDownloads(_http, project.Folder, Path.Combine(_alpine.CacheHome, "bivouac"), TimeProvider.System);
        var brought = await downloads.ProvideAsync(plan.Image.Model, plan.DownloadsFolder, Token);
        var image = await project.BuildAsync(plan, brought: brought);
        using var iso = IsoImage.Open(image.Report.IsoPath);
        using var reader = new TarReader(new GZipStream(iso.OpenRead(iso.FindFile("small.apkovl.tar.gz").ShouldNotBeNull()), CompressionMode.Decompress));
        var entries = new Dictionary<string, TarEntry>(StringComparer.Ordinal);
        while (await reader.GetNextEntryAsync(copyData: true, Token) is { } entry) entries[entry.Name.TrimEnd('/')] = entry;
        return entries;
    }

    /// <summary>Sends what goes to the vendor to the server of the test.</summary>
    private sealed class Instead(RawServer vendor) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri!.Host.ShouldBe("vendor.example");
            request.RequestUri = vendor.Uri(request.RequestUri.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
