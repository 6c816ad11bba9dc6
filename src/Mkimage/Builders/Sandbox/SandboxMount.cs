namespace Bivouac.Mkimage.Builders.Sandbox;

/// <summary>Something of this machine that is seen in the sandbox.</summary>
/// <param name="Source">A file or folder of this machine.</param>
/// <param name="Target">Where it is seen inside.</param>
/// <param name="IsWritable">Whether it can be written to inside.</param>
internal sealed record SandboxMount(string Source, string Target, bool IsWritable = false);
