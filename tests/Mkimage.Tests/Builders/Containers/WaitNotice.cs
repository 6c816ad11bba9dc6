using System;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>Notes that a builder waits for a driver with other pins.</summary>
/// <param name="told">Is completed then.</param>
internal sealed class WaitNotice(TaskCompletionSource told) : IProgress<string>
{
    public void Report(string value)
    {
        if (value.StartsWith("waiting for a build with other pins", StringComparison.Ordinal)) told.TrySetResult();
    }
}
