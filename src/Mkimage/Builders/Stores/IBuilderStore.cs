using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Builders.Stores;

/// <summary>Where builders that were provisioned are kept.</summary>
internal interface IBuilderStore
{
    /// <summary>All that is there, by name.</summary>
    /// <param name="cancellationToken">Ends the looking.</param>
    Task<IReadOnlyList<ProvisionedBuilder>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes one.</summary>
    /// <param name="builder">One that was listed here.</param>
    /// <param name="cancellationToken">Ends the removing.</param>
    /// <exception cref="DriverException">A build uses it, or it cannot be removed (<see cref="ExitCode.BuilderUnavailable"/>).</exception>
    Task RemoveAsync(ProvisionedBuilder builder, CancellationToken cancellationToken);
}
