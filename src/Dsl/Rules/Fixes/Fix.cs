namespace Bivouac.Rules.Fixes;

/// <summary>A mechanical repair of a finding, said in words of the builder's calls: the code fix of the IDE carries it out.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">What it is done to: a parameter's name, a key; empty where the kind needs none.</param>
/// <param name="Value">The new text or C# expression; empty where the kind needs none.</param>
public sealed record Fix(FixKind Kind, string Name, string Value)
{
    /// <summary>Another text for the argument.</summary>
    internal static Fix ReplaceText(string text) => new(FixKind.ReplaceText, "", text);

    /// <summary>An expression for a parameter of the call.</summary>
    internal static Fix SetArgument(string parameter, string expression) => new(FixKind.SetArgument, parameter, expression);

    /// <summary>The argument goes.</summary>
    internal static Fix Remove { get; } = new(FixKind.Remove, "", "");

    /// <summary>Another call before this one.</summary>
    internal static Fix AddCall(string call) => new(FixKind.AddCall, "", call);

    /// <summary>Another call before this one, in the configuration that a call of the builder takes.</summary>
    internal static Fix AddCallIn(string configured, string call) => new(FixKind.AddCall, configured, call);

    /// <summary>A version goes to VERSIONS.</summary>
    internal static Fix MoveToVersions(string key, string version) => new(FixKind.MoveToVersions, key, version);

    /// <summary>A part of the argument's text becomes another.</summary>
    internal static Fix ReplaceInText(string old, string replacement) => new(FixKind.ReplaceInText, old, replacement);
}
