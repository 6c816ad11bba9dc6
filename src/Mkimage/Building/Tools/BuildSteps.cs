using Bivouac.Scripts;

namespace Bivouac.Mkimage.Building.Tools;

/// <summary>
/// The program <c>build-steps</c>, which runs a definition's build steps in the builder before mkimage.sh, each in a root of its own with its
/// packages, and keeps what they leave (contract V5: by script, inputs, versions, and the kernel's exact version).
/// </summary>
public static class BuildSteps
{
    /// <summary>The program's name.</summary>
    public const string Name = "build-steps";

    /// <summary>The program, in POSIX sh; its first lines say how it is called.</summary>
    public static ScriptFile Program() => ShellProgram.Of(Name);
}
