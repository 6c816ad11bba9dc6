using System;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Containers;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>An engine that was restarted and does not answer any more: whoever uses it can still go.</summary>
public sealed class ContainerLinkTests
{
    private readonly SilentEngine _engine = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_to_an_engine_that_does_not_answer_can_be_cancelled()
    {
        var link = await LostAsync();
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var running = link.RunAsync(link.Enter(["true"]), interrupt.Token);
        await _engine.Asked.WaitAsync(Token);
        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task It_is_given_up_though_the_engine_does_not_answer()
    {
        var link = await LostAsync();
        _ = link.RunAsync(link.Enter(["true"]), Token);
        await _engine.Asked.WaitAsync(Token);

        await link.ReleaseAsync().WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    private async Task<ContainerLink> LostAsync()
    {
        var link = new ContainerLink(new ContainerCli("podman", _engine), _engine, "bivouac-work");
        (await link.HoldAsync([], Token)).IsHeld.ShouldBeTrue();
        _engine.Restart();
        return link;
    }

    /// <summary>A test double: an engine that answers one command, breaks off that, and answers nothing from then on.</summary>
    private sealed class SilentEngine : IProcessRunner
    {
        private readonly TaskCompletionSource<ProcessResult> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isFirst = true;

        /// <summary>Ends when it is asked something that it does not answer.</summary>
        public Task Asked => _asked.Task;

        public void Restart() => _first.SetResult(new ProcessResult(255, "", "unexpected EOF"));

        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
        {
            if (!_isFirst) return NotAnsweringAsync(cancellationToken);
            _isFirst = false;
            command.OnLine.ShouldNotBeNull()(ContainerScripts.Filled);
            return _first.Task;
        }

        public Task StartDetachedAsync(ProcessCommand command, string logFile, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SignalGroupAsync(int processGroup, GroupSignal signal, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        private async Task<ProcessResult> NotAnsweringAsync(CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It does not answer.");
        }
    }
}
