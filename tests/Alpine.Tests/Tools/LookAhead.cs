using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Http;
using Bivouac.Scripts;
using Xunit;

namespace Bivouac.Alpine.Tests.Tools;

/// <summary>A work directory in which the programs that look ahead run, as a build runs them.</summary>
public abstract class LookAhead(MirrorServer mirror) : IAsyncLifetime
{
    private readonly TestFolder here = new();

    protected FolderServer Server => mirror.Server;

    /// <summary>The cache on this machine.</summary>
    protected string Cache => here["work/packages/x86_64"];

    private protected IBuilder Builder { get; private set; } = null!;

    private protected BuilderLayout Layout { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Layout.WorkRoot + "/bee/packages";

    public async ValueTask InitializeAsync()
    {
        try
        {
            Builder = mirror.Builder(here["work"]);
            Server.Fault = static _ => Fault.None;
            Server.Delay = TimeSpan.Zero;
            Layout = await Builder.PrepareAsync(null, Token);
            Server.Paths.Clear();
        }
        catch
        {
            // xunit disposes only what was initialized.
            here.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        here.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The packages that the mirror was asked for since the test began, or since this was called.</summary>
    protected string[] FetchedPackages()
    {
        var fetched = Server.Paths.Where(static p => p.EndsWith(".apk", StringComparison.Ordinal)).Select(static p => Path.GetFileName(p)).ToArray();
        Server.Paths.Clear();
        return fetched;
    }

    /// <summary>A profile without kernel and boot loaders: nothing but packages on the medium.</summary>
    protected static string Packages(string apks) => $$"""
        profile_bee() {
        	arch="x86_64"
        	hostname="bee"
        	image_ext="tar.gz"
        	apks="{{apks}}"
        }

        """;

    /// <summary>Runs section-packages and fetch-packages; what stands in the local repository is said as <c>local PATH</c>.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="before">Shell text that runs first.</param>
    /// <param name="between">Shell text between the two.</param>
    /// <param name="after">Shell text that runs last, with <c>$local</c>.</param>
    protected Task<(int Code, string Log)> RunAsync(string profile, string before = "", string between = "", string after = "") => ShellAsync(profile, $"""
        set -e
        {before}
        {Words(SectionPackages.Command(Folder, Layout.ScriptsFolder, "bee", "x86_64", "test", Layout.WorkRoot + "/bee/work", Layout.Repositories))}
        {between}
        local=$({Words(FetchPackages.Command(Folder, Layout.WorkRoot + "/packages/x86_64", "x86_64"))})
        [ -z "$local" ] || echo "local $local"
        {after}
        """);

    /// <summary>The call of mkimage.sh with the local repository first.</summary>
    protected string Mkimage => Words(
    [
        "sh", Layout.ScriptsFolder + "/mkimage.sh", "--profile", "bee", "--arch", "x86_64", "--tag", "test",
        "--workdir", Layout.WorkRoot + "/bee/work", "--outdir", Layout.WorkRoot + "/bee/out",
    ]) + " ${local:+--repository \"$local\"} " + Words(Layout.Repositories.SelectMany(static r => (string[])["--repository", r]));

    /// <summary>Shell text in the builder, where mkimage.sh runs and with its environment.</summary>
    protected async Task<(int Code, string Log)> ShellAsync(string profile, string script)
    {
        const UnixFileMode executable = (UnixFileMode)0b111_101_101;
        here.Write("bee/stage/mkimg.bee.sh", profile);
        foreach (var tool in (ScriptFile[])[ApkWrapper.Program(), SectionPackages.Program(), FetchPackages.Program(), MkinitfsWrapper.Of(InitramfsCompression.Zstd), MksquashfsWrapper.Of(ModloopCompression.Lz4)])
            here.Write("bee/stage/bin/" + tool.Name, tool.Text, executable);
        here.Folder("bee/home");
        if (!Directory.Exists(here["bee/home/.mkimage"])) Directory.CreateSymbolicLink(here["bee/home/.mkimage"], "../stage");
        await Builder.PutAsync(here["bee"], Layout.WorkRoot + "/bee", Token);
        var stage = Layout.WorkRoot + "/bee/stage";
        var environment = new Dictionary<string, string>(Layout.Environment)
        {
            ["HOME"] = Layout.WorkRoot + "/bee/home",
            ["PATH"] = $"{stage}/bin:{Layout.Environment["PATH"]}",
            ["TMPDIR"] = "/var/tmp",
            ["SOURCE_DATE_EPOCH"] = "1700000000",
        };
        var run = await Builder.StartAsync(new BuilderCommand("bee", ["sh", "-c", script], environment, stage), Token);
        var log = new MemoryStream();
        await foreach (var chunk in Builder.FollowAsync(run, 0, Token)) log.Write(chunk.Bytes.Span);
        return ((await Builder.GetStateAsync(run, Token)).ExitCode ?? -1, Encoding.UTF8.GetString(log.ToArray()));
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(static w => $"'{w}'"));
}
