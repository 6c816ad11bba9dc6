namespace Bivouac.Model;

/// <summary>Several interfaces that act as one.</summary>
/// <param name="Interface">The interface that it makes.</param>
/// <param name="Mode">How they share the work.</param>
/// <param name="Members">The interfaces below.</param>
public sealed record BondInterface(string Interface, BondMode Mode, EquatableArray<string> Members);
