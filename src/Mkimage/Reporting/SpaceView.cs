using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building.Space;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Shows what takes space.</summary>
internal sealed class SpaceView(Reporter reporter)
{
    /// <summary>Shows the builder's part, then this machine's cache.</summary>
    /// <param name="workRoot">The builder's work root.</param>
    /// <param name="builder">What is in it.</param>
    /// <param name="cache">What is in the cache.</param>
    public void Show(string workRoot, IReadOnlyList<SpaceItem> builder, IReadOnlyList<SpaceItem> cache)
    {
        Part(workRoot, builder);
        Part("this machine's cache", cache);
        reporter.Line("'clean' frees what this project's image keeps, 'clean --all' all but builder roots, 'builder remove' those.");
    }

    private void Part(string heading, IReadOnlyList<SpaceItem> items)
    {
        reporter.Line(Sizes.Of(items.Where(i => i.Name.Length == 0).Sum(i => i.Bytes)).PadLeft(10) + "  " + heading);
        foreach (var item in items) reporter.Line(Sizes.Of(item.Bytes).PadLeft(10) + (item.Name.Length == 0 ? "    " + item.Folder : "      " + item.Name));
    }
}
