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
        for (var i = 0; i < model.Downloads.Count; i++)
            foreach (var text in OfDownload(ElementPath.Of(ElementPath.Downloads, i), model.Downloads[i])) yield return text;
        for (var i = 0; i < model.DeclaredServices.Count; i++)
            foreach (var text in OfService(ElementPath.Of(ElementPath.DeclaredServices, i), model.DeclaredServices[i])) yield return text;
        for (var i = 0; i < model.Autologins.Count; i++)
            for (var j = 0; j < model.Autologins[i].Arguments.Count; j++)
                yield return new(ElementPath.Of(ElementPath.Of(ElementPath.Autologins, i, "Arguments"), j), model.Autologins[i].Arguments[j]);
        for (var i = 0; i < model.BuildSteps.Count; i++)
            foreach (var text in OfStep(ElementPath.Of(ElementPath.BuildSteps, i), model.BuildSteps[i])) yield return text;
        for (var i = 0; i < model.SmokeTests.Count; i++)
            foreach (var text in OfTest(ElementPath.Of(ElementPath.SmokeTests, i), model.SmokeTests[i])) yield return text;
    }

    private static IEnumerable<KeyValuePair<string, ShellText>> OfDownload(string element, DownloadDeclaration download)
    {
        yield return new(element + ".Url", download.Url);
        for (var i = 0; i < download.Checksums.Count; i++)
        {
            var checksum = ElementPath.Of(element + ".Checksums", i);
            switch (download.Checksums[i])
            {
                case PinnedChecksum pinned:
                    yield return new(checksum, pinned.Sha256);
                    break;
                case ChecksumFile file:
                    yield return new(checksum, file.Url);
                    break;
                case ChecksumJson json:
                    yield return new(checksum, json.Url);
                    yield return new(checksum + ".Path", json.Path);
                    break;
            }
        }

        if (download.Listing is { } listing) yield return new(element + ".Listing", listing.Url);
    }

    private static IEnumerable<KeyValuePair<string, ShellText>> OfStep(string element, BuildStepDeclaration step)
    {
        for (var i = 0; i < step.Keys.Count; i++) yield return new(ElementPath.Of(element + ".Keys", i), step.Keys[i]);
        for (var i = 0; i < step.Environment.Count; i++) yield return new(ElementPath.Of(element + ".Environment", i), step.Environment[i].Value);
    }

    private static IEnumerable<KeyValuePair<string, ShellText>> OfService(string element, ServiceDeclaration service)
    {
        for (var i = 0; i < service.Steps.Count; i++)
        {
            if (service.Steps[i] is not ServiceCommand command) continue;
            for (var j = 0; j < command.Arguments.Count; j++)
                yield return new(ElementPath.Of(ElementPath.Of(element + ".Steps", i, "Arguments"), j), command.Arguments[j]);
        }

        for (var i = 0; i < service.Environment.Count; i++) yield return new(ElementPath.Of(element + ".Environment", i, "Value"), service.Environment[i].Value);
    }

    private static IEnumerable<KeyValuePair<string, ShellText>> OfTest(string element, SmokeTestDeclaration test)
    {
        if (test.Ssh is { } command) yield return new(element + ".Ssh", command);
        if (test.Expect is { } expected) yield return new(element + ".Expect", expected);
        if (test.Console is { } shown) yield return new(element + ".Console", shown);
    }
}
