using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Building.Unchanged;

/// <summary>All that an image is made from, as far as it can be known without a builder.</summary>
public static class BuildInputs
{
    /// <summary>Names what an image is made from.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="stage">What is staged.</param>
    /// <param name="builder">The builder's name.</param>
    /// <param name="options">What the builder is made from.</param>
    /// <param name="driver">The driver's version.</param>
    /// <param name="repositories">Asks the repositories.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>Each input by its name; null when a repository does not tell what state it is in, so that a change could not be seen.</returns>
    public static async Task<SortedDictionary<string, string>?> FindAsync(
        BuildPlan plan,
        Stage stage,
        string builder,
        BuilderOptions options,
        string driver,
        RepositoryStates repositories,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(repositories);
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Alpine release"] = $"{options.Release} {options.MinirootfsSha256}".TrimEnd(),
            ["builder"] = builder,
            ["definition"] = BuildKey.OfStage(stage),
            ["driver"] = driver,
            ["keys of the mirror"] = KeyOf(options.ApkKeys.Where(File.Exists).Select(File.ReadAllBytes)),
            ["mkimage scripts"] = Scripts(options),
            ["project"] = plan.WorkName,
            ["tag"] = plan.Tag,
        };
        if (Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is { Length: > 0 } date) inputs["SOURCE_DATE_EPOCH"] = date;
        var mirror = Mirror.Parse(options.Mirror);

        // A folder of another machine cannot be looked at from here.
        if (mirror.IsFolder && builder.Contains("://", StringComparison.Ordinal)) return null;
        foreach (var repository in Mirror.Repositories(mirror.Location, options.Branch).Concat(plan.Image.Model.Repositories.Select(r => r.Url.ToString())))
        {
            if (await repositories.FindAsync(repository, plan.Arch, cancellationToken).ConfigureAwait(false) is not { } state) return null;
            inputs["index of " + repository] = state;
        }

        return inputs;
    }

    private static string Scripts(BuilderOptions options)
    {
        if (options.AportsSource.Contains("://", StringComparison.Ordinal)) return $"{options.AportsSource} {options.AportsRef} {options.AportsSha256}";
        var folder = Path.Combine(options.AportsSource, "scripts");
        return Directory.Exists(folder) ? KeyOf(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)) : "";
    }

    private static string KeyOf(IEnumerable<byte[]> contents) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(contents.Select(SHA256.HashData).Select(Convert.ToHexStringLower)))))[..16];
}
