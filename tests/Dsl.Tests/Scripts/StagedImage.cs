using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Dsl.Tests.Shell;
using Bivouac.Model;
using Bivouac.Scripts;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Scripts, VERSIONS and files of a model in a folder, as staging puts them.</summary>
internal sealed class StagedImage : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LiveCdModel _model;

    public StagedImage(LiveCdModel model, params StagedTree[] trees)
    {
        _model = model;
        foreach (var script in ScriptSet.Print(model)) _folder.Write("stage/" + script.Name, script.Text);
        _folder.Write("stage/VERSIONS", VersionsOf(model));
        foreach (var tree in trees) tree.Write(_folder.Folder("stage/" + ScriptSet.FilesFolder));
    }

    public string Folder => _folder.Path;

    /// <summary>A VERSIONS file that gives every key of the model its value.</summary>
    public static string VersionsOf(LiveCdModel model) => string.Concat(model.Texts().SelectMany(t => t.Value.Parts).Where(p => p.Key is not null)
        .DistinctBy(p => p.Key).Select(p => p.Key + "='" + p.Value.Replace("'", "'\\''", StringComparison.Ordinal) + "'\n"));

    /// <summary>Runs the overlay script, in a folder of its own or the named one.</summary>
    public (ChildResult Result, string Archive) MakeOverlay(ShellKit kit, string? runFolder = null, long? epoch = 1700000000, string? temporary = null)
    {
        var folder = _folder.Folder(runFolder ?? "run-" + kit);
        (string, string)[] environment = epoch is { } e ? [("SOURCE_DATE_EPOCH", e.ToString(System.Globalization.CultureInfo.InvariantCulture))] : [];
        if (temporary is not null) environment = [.. environment, ("TMPDIR", temporary)];
        var result = kit.RunScript(folder, Path.Combine(Folder, "stage", ScriptSet.OverlayFileName(_model.Name)), "host", environment);
        return (result, Path.Combine(folder, "host.apkovl.tar.gz"));
    }

    /// <summary>What remains in the folder that the overlay script ran in, besides the archive.</summary>
    public IReadOnlyList<string> LeftOver(string runFolder) => [.. Directory.EnumerateFileSystemEntries(Path.Combine(Folder, runFolder)).Select(p => Path.GetFileName(p)!).Where(n => n != "host.apkovl.tar.gz")];

    public void Dispose() => _folder.Dispose();
}
