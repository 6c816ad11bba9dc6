using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Scripts;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>A model, the staged files it needs, and what its overlay must hold.</summary>
internal sealed record OverlaySample(LiveCdModel Model, StagedTree[] Trees, IReadOnlyDictionary<string, string> Expected)
{
    /// <summary>Builds the model through the builder; entries that conflict with earlier ones are left out.</summary>
    public static OverlaySample Of(IEnumerable<OverlayEntry> entries, StagedTree[] trees)
    {
        var expected = new ExpectedOverlay(trees.ToDictionary(t => t.Source));
        var builder = new LiveCdBuilder().Arch(Arch.X86_64).Hostname("host").WithoutDefaultServices().Enable("crond");
        foreach (var derived in OverlayLayout.Of(builder.Build("random"))) expected.TryAdd(derived);
        foreach (var entry in entries.Where(expected.TryAdd)) Declare(builder, entry);
        return new(builder.Build("random"), trees, expected.Entries);
    }

    /// <summary>What a failing test shows.</summary>
    public override string ToString() => string.Join("\n", Model.Overlay) + "\n" + string.Join("\n", Trees.SelectMany(t => t.Items.Select(i => t.Source + ": " + i)))
        + "\n" + ScriptSet.Print(Model)[1].Text + "\n" + StagedImage.VersionsOf(Model);

    private static LiveCdBuilder Declare(LiveCdBuilder builder, OverlayEntry entry) => entry switch
    {
        OverlayText text => builder.File(text.Path, text.Content, text.Mode, text.Owner),
        OverlayFile file => builder.FileFrom(file.Path, file.Source, file.Mode, file.Owner),
        OverlayTree tree => builder.Tree(tree.Source, tree.Path, tree.Owner),
        OverlayLink link => builder.Link(link.Path, link.Target, link.Owner),
        OverlayDirectory directory => builder.Directory(directory.Path, directory.Mode, directory.Owner),
        _ => builder.Remove(entry.Path),
    };
}
