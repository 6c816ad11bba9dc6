using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Staging;

namespace Bivouac.Mkimage.Building;

/// <summary>
/// Names the state of a project that a build is made from: all that is staged, and how mkimage.sh is called. Two builds of one
/// state are the same build, so a driver that comes back goes on with the one that runs.
/// </summary>
public static class BuildKey
{
    private const int Digits = 16;

    /// <summary>The key of a planned build on a builder.</summary>
    /// <param name="plan">The build.</param>
    /// <param name="stage">What is staged.</param>
    /// <param name="layout">The builder's places.</param>
    /// <returns>16 hexadecimal digits in lower case.</returns>
    /// <exception cref="DriverException">A staged file cannot be read (<see cref="ExitCode.Unexpected"/>).</exception>
    public static string Of(BuildPlan plan, Stage stage, BuilderLayout layout)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(layout);
        IEnumerable<string> parts =
        [
            OfStage(stage), plan.Arch, plan.Tag, SectionInputs.Of(plan, layout), .. plan.Repositories(layout), layout.ScriptsFolder,
        ];
        return Shortened(parts);
    }

    /// <summary>The key of what is staged alone.</summary>
    /// <param name="stage">What is staged.</param>
    /// <returns>16 hexadecimal digits in lower case.</returns>
    /// <exception cref="DriverException">A staged file cannot be read (<see cref="ExitCode.Unexpected"/>).</exception>
    public static string OfStage(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var scripts = Path.Combine(stage.Folder, Stage.ScriptsFolder);
        try
        {
            // The project's files stand in the content's hash already.
            return Shortened(Directory.EnumerateFiles(scripts)
                .Concat(Directory.EnumerateFiles(Path.Combine(scripts, "bin")))
                .Order(StringComparer.Ordinal)
                .SelectMany(f => (string[])[Path.GetRelativePath(scripts, f), File.ReadAllText(f)])
                .Prepend(stage.ContentSha256));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Unexpected, "The stage cannot be read", e.Message.TrimEnd('.'), "Run it again, or choose another folder with --output DIR.", e);
        }
    }

    private static string Shortened(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(Encoding.ASCII.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
