namespace Bivouac.Model;

/// <summary>A program with its arguments.</summary>
/// <param name="Program">Its absolute path, or a bare name that is looked for on the PATH.</param>
/// <param name="Arguments">The arguments, one word each, whatever is in them.</param>
public sealed record ServiceCommand(string Program, EquatableArray<ShellText> Arguments) : ServiceStep;
