using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders;

/// <summary>Looks whether this machine is fit to run mkimage.sh.</summary>
internal interface IHostInspector
{
    /// <summary>Looks at it; changes nothing.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    Task<HostInspection> InspectAsync(CancellationToken cancellationToken);
}
