using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bivouac.Replay;

/// <summary>The project's folder, as the build tells it to the compiler.</summary>
internal static class ProjectFolder
{
    /// <summary>
    /// The property of the package's targets, escaped as a part of a URI. The compiler reads properties as it does an .editorconfig, so
    /// <c>ProjectDir</c> ends at the first <c>#</c>: <c>/home/me/C</c> for a project in <c>/home/me/C#</c>.
    /// </summary>
    public const string Property = "build_property.BivouacProjectFolder";

    /// <summary>The property that every project has.</summary>
    public const string PlainProperty = "build_property.ProjectDir";

    /// <summary>The folder, or null when the build does not tell it.</summary>
    /// <param name="global">The options for all files.</param>
    public static string? Of(AnalyzerConfigOptions global) =>
        global.TryGetValue(Property, out var escaped) && escaped.Length > 0 ? Uri.UnescapeDataString(escaped)
        : global.TryGetValue(PlainProperty, out var plain) ? plain
        : null;
}
