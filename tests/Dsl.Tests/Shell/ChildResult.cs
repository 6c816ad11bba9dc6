using System.Text;

namespace Bivouac.Dsl.Tests.Shell;

/// <summary>What a process left: its exit code and what it wrote.</summary>
internal sealed record ChildResult(int ExitCode, byte[] OutputBytes, string Errors)
{
    public string Output => Encoding.UTF8.GetString(OutputBytes);

    /// <summary>All of it, for messages.</summary>
    public override string ToString() => "exit " + ExitCode + "\n" + Output + "\n" + Errors;
}
