using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>A test with a real sshd of its own, behind which is this machine, and a real ssh before it.</summary>
public abstract class LoopbackMachine : IAsyncLifetime
{
    private readonly CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private protected LoopbackSshd Sshd { get; } = new();

    private protected TestFolder Here { get; } = new();

    private protected CancellationToken Token => deadline.Token;

    private protected string Root => Here["work dir"];

    public async ValueTask InitializeAsync()
    {
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        await Sshd.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Sshd.DisposeAsync();
        Here.Dispose();
        deadline.Dispose();
    }

    private protected SshBuilder Builder(IProcessRunner? processes = null, string url = "ssh://far", SshSettings? settings = null)
    {
        Sshd.Require();
        return new SshBuilder(
            LoopbackOptions.In(Here),
            SshTarget.Parse(url).In(Root),
            processes ?? new ProcessRunner(),
            new NoHttp(),
            TimeProvider.System,
            settings ?? Sshd.Settings,
            new FitMachine());
    }
}
