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
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Downloads.Declared;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Image.Iso;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Vendor;

/// <summary>
/// A project whose image has a vendor's file and a build step that compiles it with a real compiler in the builder. A server on the loopback
/// address stands in for the vendor.
/// </summary>
internal sealed class StepProject : IAsyncDisposable
{
    /// <summary>A script that compiles the project's program with the vendor's header, runs it and notes the kernel.</summary>
    public const string Compile = """
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

    /// <summary>The vendor's header.</summary>
    public static readonly byte[] Message = Encoding.UTF8.GetBytes("#define MESSAGE \"compiled in the builder\\n\"\n");

    private const string Compiler = "v3.20/main/x86_64/tcc-0.9.27-r0.apk";

    private readonly AlpineFixture _alpine;
    private readonly RawServer _vendor;
    private readonly HttpFetcher _http;

    /// <summary>Makes it; the test skips where there is no Alpine, or no compiler for it.</summary>
    /// <param name="alpine">The material.</param>
    /// <param name="name">The project's name, of its own in all tests.</param>
    /// <param name="script">The step's script.</param>
    public StepProject(AlpineFixture alpine, string name, string script)
    {
        alpine.Require();
        Assert.SkipUnless(File.Exists(Path.Combine(AlpineFixture.Mirror, Compiler)), $"the mirror has no compiler: {Compiler}");
        _alpine = alpine;
        _vendor = RawServer.OfFiles(new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["/tool/1.0/message.h"] = Message,
            ["/tool/1.0/message.h.sha256"] = Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Message)) + "  message.h\n"),
        });
        _http = new HttpFetcher(new Instead(_vendor), 0, TimeSpan.FromSeconds(30), plainOnLoopback: true);
        Project = new AlpineProject(alpine, "vendor-" + name);
        Project.Write("build/hello.sh", script);
        Project.Write("build/hello.c", "#include <stdio.h>\n#include \"message.h\"\nint main(void) { fputs(MESSAGE, stdout); return 0; }\n");
        Project.Write("overlay/etc/motd", "one\n");
    }

    /// <summary>The project.</summary>
    public AlpineProject Project { get; }

    /// <summary>How long the step may run.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What is told of the build since the last call.</summary>
    public IReadOnlyList<string> TakeNotes()
    {
        var notes = Project.Listener.Events.OfType<BuildNote>().Select(n => n.Message).ToArray();
        Project.Listener.Events.Clear();
        return notes;
    }

    /// <summary>What is planned.</summary>
    public BuildPlan Plan()
    {
        var version = new PinnedVersion("TOOL_VERSION", "1.0");
        return Project.Plan(iso => iso
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
                .Timeout(Limit)
                .Output("/usr/local")));
    }

    /// <summary>Builds the image.</summary>
    /// <param name="builder">Where; null for the sandbox.</param>
    /// <returns>The overlay that is in the image, by paths.</returns>
    public async Task<Dictionary<string, TarEntry>> BuildAsync(IBuilder? builder = null)
    {
        var plan = Plan();
        var downloads = new ImageDownloads(_http, Project.Folder, Path.Combine(_alpine.CacheHome, "bivouac"), TimeProvider.System);
        var brought = await downloads.ProvideAsync(plan.Image.Model, plan.DownloadsFolder, TestContext.Current.CancellationToken);
        var image = await Project.BuildAsync(plan, builder: builder, brought: brought);
        using var iso = IsoImage.Open(image.Report.IsoPath);
        using var reader = new TarReader(new GZipStream(iso.OpenRead(iso.FindFile("small.apkovl.tar.gz").ShouldNotBeNull()), CompressionMode.Decompress));
        var entries = new Dictionary<string, TarEntry>(StringComparer.Ordinal);
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry) entries[entry.Name.TrimEnd('/')] = entry;
        return entries;
    }

    /// <summary>The bytes of a file in the overlay.</summary>
    public static byte[] Content(TarEntry entry)
    {
        using var content = new MemoryStream();
        entry.DataStream.ShouldNotBeNull().Position = 0;
        entry.DataStream!.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The text of a file in the overlay.</summary>
    public static string Text(Dictionary<string, TarEntry> overlay, string path) => Encoding.UTF8.GetString(Content(overlay[path]));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _vendor.DisposeAsync();
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
