using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Booting.Smoke;

/// <summary>One thing that a smoke test demands.</summary>
internal interface ISmokeCheck
{
    /// <summary>What is missing so far, as a sentence without a full stop.</summary>
    string Missing { get; }

    /// <summary>Waits until it holds.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What was seen.</returns>
    /// <exception cref="SmokeCheckException">It will not hold, however long one waits.</exception>
    Task<string> WaitAsync(CancellationToken cancellationToken);
}
