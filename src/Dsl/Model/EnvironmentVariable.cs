namespace Bivouac.Model;

/// <summary>A variable in the environment of a build step.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, one line.</param>
public sealed record EnvironmentVariable(string Name, ShellText Value);
