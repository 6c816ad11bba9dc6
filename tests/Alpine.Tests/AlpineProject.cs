using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Staging.Brought;
using Bivouac.Scripts;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>A project in the sandbox's folder, built as the command <c>build</c> builds it.</summary>
internal sealed class AlpineProject
{
    public static readonly SourceDate SourceDate = new(DateTimeOffset.FromUnixTimeSeconds(1700000000), IsGiven: true);

    private readonly AlpineFixture _alpine;

    public AlpineProject(AlpineFixture alpine, string name)
    {
        alpine.Require();
        _alpine = alpine;
        Folder = Directory.CreateDirectory(Path.Combine(alpine.Root, "projects", name)).FullName;
        Write("VERSIONS", $"ALPINE_VERSION={AlpineFixture.Branch}\nALPINE_RELEASE={AlpineFixture.Release}\nMINIROOTFS_SHA256_X86_64={AlpineFixture.MinirootfsSha256}\nKERNEL_VERSION=6.1\n");
    }

    public string Folder { get; }

    /// <summary>Where results go.</summary>
    public string Output => Path.Combine(Folder, "out");

    public AlpineListener Listener { get; } = new();

    /// <summary>Changes what was staged before the builder gets it.</summary>
    public Action<Stage>? Tamper { get; set; }

    /// <summary>The smallest image that boots: the kernel and alpine-base.</summary>
    public static void Smallest(LiveCdBuilder iso) => iso
        .Arch(Arch.X86_64)
        .Alpine(new PinnedVersion("ALPINE_VERSION", AlpineFixture.Branch))
        .Hostname("small");

    public void Write(string path, string text, bool executable = false)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (executable) File.SetUnixFileMode(full, (UnixFileMode)0b111_101_101);
    }

    public BuildPlan Plan(Action<LiveCdBuilder> define, string name = "small", string? tag = null)
    {
        var builder = new LiveCdBuilder();
        define(builder);
        var scripts = ScriptSet.Print(builder.Build(name)).ToDictionary(s => s.Name, s => s.Text);
        var image = LiveCdImage.Create(name, define, scripts, "Image.cs|1|1", "Image.cs|1|1", [], [], [], [], []);
        return BuildPlan.Make(image, ProjectContext.Find(null, Folder), "x86_64", tag, Output);
    }

    public async Task<VerifiedImage> BuildAsync(BuildPlan plan, BuildInterrupts? interrupts = null, IBuilder? builder = null, BroughtFiles? brought = null)
    {
        builder ??= _alpine.Builder();
        var stage = VerifiedBuild.StageOf(plan, ProjectContext.Find(null, Folder), brought ?? BroughtFiles.None);
        Tamper?.Invoke(stage);
        var built = await new MkimageRunner(builder, new BuildEvents(Listener, TimeProvider.System), TimeProvider.System)
            .RunAsync(plan, stage, SourceDate, interrupts ?? new(TestContext.Current.CancellationToken, CancellationToken.None));
        return await VerifiedBuild.VerifyAsync(plan, stage, built);
    }

    /// <summary>The builder's work directory of a planned build, on this machine.</summary>
    public string WorkOf(BuildPlan plan) => Path.Combine(_alpine.WorkDirectory, plan.WorkName, "work");
}
