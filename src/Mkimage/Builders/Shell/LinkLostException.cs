using System;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Shell;

/// <summary>
/// What lies between this machine and a far side broke while a command's output came. The command is not repeated by who ran
/// it: only its caller knows where to go on.
/// </summary>
/// <param name="result">What the end of the link was noticed by.</param>
internal sealed class LinkLostException(ProcessResult result) : Exception(result.Reason())
{
    /// <summary>What the end of the link was noticed by.</summary>
    public ProcessResult Result { get; } = result;
}
