using System.Collections.Generic;

namespace Bivouac.Model;

/// <summary>Walks the texts of a model.</summary>
internal static class ModelTexts
{
    /// <summary>Every text that may name entries of VERSIONS, with the path of its element, in a fixed order.</summary>
    public static IEnumerable<KeyValuePair<string, ShellText>> Of(LiveCdModel model)
    {
        if (model.Branch is { } branch) yield return new(ElementPath.Branch, branch);
        if (model.Title is { } title) yield return new(ElementPath.Title, title);
        if (model.Description is { } description) yield return new(ElementPath.Description, description);
        for (var i = 0; i < model.Kernels.Count; i++)
            if (model.Kernels[i].Version is { } version) yield return new(ElementPath.Of(ElementPath.Kernels, i, "Version"), version);
        for (var i = 0; i < model.CommandLine.Parameters.Count; i++)
            yield return new(ElementPath.Of(ElementPath.CommandLineParameters, i), model.CommandLine.Parameters[i]);
        for (var i = 0; i < model.Apks.Count; i++)
            if (model.Apks[i].Constraint is { } constraint) yield return new(ElementPath.Of(ElementPath.Apks, i, "Constraint"), constraint.Version);
        for (var i = 0; i < model.Repositories.Count; i++)
            yield return new(ElementPath.Of(ElementPath.Repositories, i, "Url"), model.Repositories[i].Url);
        for (var i = 0; i < model.Overlay.Count; i++)
            if (model.Overlay[i] is OverlayText text) yield return new(ElementPath.Of(ElementPath.Overlay, i, "Content"), text.Content);
        for (var i = 0; i < model.ConfD.Count; i++)
            yield return new(ElementPath.Of(ElementPath.ConfD, i, "Value"), model.ConfD[i].Value);
    }
}
