using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>A double: takes the machine behind sshd, which is this one and no Alpine, for a fit one.</summary>
internal sealed class FitMachine : IHostInspector
{
    public Task<HostInspection> InspectAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new HostInspection([], [], "/root/.abuild/test.rsa"));
}
