using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Ssh;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>What happens between two machines, made to happen with a real ssh and a real Sshd.</summary>
public sealed class SshFaultTests : LoopbackMachine
{
    [Fact]
    public async Task Ten_drops_during_one_run_lose_no_byte_of_its_log()
    {
        var builder = Builder();
        var layout = await builder.PrepareAsync(null, Token);
        const string script = "i=0; until [ -e stop ]; do i=$((i+1)); echo \"line $i ünï\"; sleep 0.01; done; echo last";
        var run = await builder.StartAsync(new BuilderCommand("test", ["sh", "-c", script], layout.Environment, layout.WorkRoot), Token);
        var log = new MemoryStream();
        var drops = 0;

        await foreach (var chunk in builder.FollowAsync(run, 0, Token))
        {
            chunk.Offset.ShouldBe(log.Length);
            log.Write(chunk.Bytes.Span);
            if (drops < 10 && await Sshd.KillSessionsAsync() > 0 && ++drops == 10)
                Here.Write("work dir/stop", "");
        }

        var whole = await File.ReadAllTextAsync(run.LogFile, Token);
        Encoding.UTF8.GetString(log.ToArray()).ShouldBe(whole);
        whole.ShouldEndWith("\nlast\n");
        drops.ShouldBe(10);
        (await builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Ended(0));
    }

    [Fact]
    public async Task A_dead_network_is_noticed_and_what_follows_goes_on_when_it_is_back()
    {
        var builder = Builder();
        var (run, whole) = await StartAsync(builder, 400);
        var log = new MemoryStream();
        var wasDown = false;

        await foreach (var chunk in builder.FollowAsync(run, 0, Token))
        {
            log.Write(chunk.Bytes.Span);
            if (wasDown)
                continue;
            wasDown = true;
            await Sshd.SetLinkAsync(false);
            while (await Sshd.MastersAsync(Here["cache"]) > 0)
                await Task.Delay(10, Token);
            await Sshd.SetLinkAsync(true);
        }

        Encoding.UTF8.GetString(log.ToArray()).ShouldBe(whole);
        wasDown.ShouldBeTrue();
    }

    [Fact]
    public async Task Sshd_killed_and_started_again_ends_neither_the_run_nor_the_following()
    {
        var processes = new RecordingRunner();
        var builder = Builder(processes);
        var (run, whole) = await StartAsync(builder, 400);
        var log = new MemoryStream();
        var starting = Task.CompletedTask;

        await foreach (var chunk in builder.FollowAsync(run, 0, Token))
        {
            log.Write(chunk.Bytes.Span);
            if (starting != Task.CompletedTask)
                continue;
            await Sshd.KillListenerAsync();
            (await Sshd.KillSessionsAsync()).ShouldBeGreaterThan(0);
            starting = StartLaterAsync();
        }

        await starting;
        Encoding.UTF8.GetString(log.ToArray()).ShouldBe(whole);
        (await builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Ended(0));

        async Task StartLaterAsync()
        {
            // Not before ssh was refused.
            var before = processes.Lines.Count;
            while (processes.Lines.Count < before + 4)
                await Task.Delay(10, Token);
            await Sshd.StartAsync();
        }
    }

    [Fact]
    public async Task A_connection_that_does_not_come_back_is_told_in_the_end()
    {
        var builder = Builder(settings: Sshd.Settings with { Patience = TimeSpan.FromSeconds(1) });
        var (run, _) = await StartAsync(builder, 400);
        await Sshd.KillListenerAsync();
        await Sshd.KillSessionsAsync();

        var failure = await Should.ThrowAsync<DriverException>(() => builder.GetStateAsync(run, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.What.ShouldBe("The connection to ssh://far was lost and does not come back");
        failure.Next.ShouldContain("goes on");
    }

    [Fact]
    public async Task A_transfer_that_was_cut_goes_on_where_it_stopped()
    {
        var processes = new RecordingRunner();
        var builder = Builder(processes);
        var bytes = await MakeAsync(builder, 40_000_000);
        var cut = 0;
        var progress = new Said(count =>
        {
            if (count > 8_000_000 && Interlocked.Exchange(ref cut, 1) == 0)
                Sshd.KillSessionsAsync().GetAwaiter().GetResult().ShouldBeGreaterThan(0);
        });

        await builder.FetchAsync(Root + "/x.iso", Here["out/x.iso"], progress, Token);

        (await File.ReadAllBytesAsync(Here["out/x.iso"], Token)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        var offsets = Offsets(processes);
        offsets.Count.ShouldBe(2);
        offsets[0].ShouldBe(0);
        offsets[1].ShouldBeGreaterThan(8_000_000);
        progress.Last.ShouldBe(bytes.Length);
        Directory.EnumerateFileSystemEntries(Here["out"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_transfer_that_was_given_up_is_gone_on_with_the_next_time()
    {
        var bytes = await MakeAsync(Builder(), 40_000_000);
        using var up = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var progress = new Said(count =>
        {
            if (count > 8_000_000)
                up.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => Builder().FetchAsync(Root + "/x.iso", Here["out/x.iso"], progress, up.Token));
        File.Exists(Here["out/x.iso"]).ShouldBeFalse();
        var processes = new RecordingRunner();

        await Builder(processes).FetchAsync(Root + "/x.iso", Here["out/x.iso"], null, Token);

        Offsets(processes).ShouldHaveSingleItem().ShouldBeGreaterThan(8_000_000);
        (await File.ReadAllBytesAsync(Here["out/x.iso"], Token)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task A_part_of_another_file_is_not_made_the_beginning_of_this_one()
    {
        var processes = new RecordingRunner();
        var builder = Builder(processes);
        var bytes = await MakeAsync(builder, 100_000);
        Here.Write("out/x.iso.partial", "of an older build");

        await builder.FetchAsync(Root + "/x.iso", Here["out/x.iso"], null, Token);

        Offsets(processes).ShouldBe([17, 0]);
        (await File.ReadAllBytesAsync(Here["out/x.iso"], Token)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Staging_that_was_cut_sends_no_file_twice_that_had_arrived()
    {
        var builder = Builder();
        await builder.PrepareAsync(null, Token);
        for (var i = 0; i < 4; i++)
            await File.WriteAllBytesAsync(Here.Folder("in") + "/" + i, Bytes(i, 8_000_000), Token);
        var processes = new RecordingRunner();
        var cut = false;
        processes.OnSent = count =>
        {
            if (cut || count < 20_000_000)
                return;
            cut = true;
            Sshd.KillSessionsAsync().GetAwaiter().GetResult();
        };

        await Builder(processes).PutAsync(Here["in"], Root + "/stage", Token);

        cut.ShouldBeTrue();
        foreach (var file in Directory.EnumerateFiles(Here["in"]))
            (await HashAsync(Root + "/stage/" + Path.GetFileName(file))).ShouldBe(await HashAsync(file));
        processes.Sent.ShouldBeLessThan(20_000_000 + 32_000_000 - 8_000_000);
    }

    private async Task<(BuilderRun Run, string Log)> StartAsync(SshBuilder builder, int lines)
    {
        var layout = await builder.PrepareAsync(null, Token);
        var script = "i=0; while [ $i -lt " + lines + " ]; do i=$((i+1)); echo \"line $i ünï\"; sleep 0.01; done";
        var run = await builder.StartAsync(new BuilderCommand("test", ["sh", "-c", script], layout.Environment, layout.WorkRoot), Token);
        return (run, string.Concat(Enumerable.Range(1, lines).Select(static i => $"line {i} ünï\n")));
    }

    // The machine behind sshd is this one.
    private async Task<byte[]> MakeAsync(SshBuilder builder, int length)
    {
        await builder.PrepareAsync(null, Token);
        var bytes = Bytes(1, length);
        await File.WriteAllBytesAsync(Root + "/x.iso", bytes, Token);
        return bytes;
    }

    private async Task<string> HashAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream, Token));
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static List<long> Offsets(RecordingRunner processes) =>
        [.. processes.Lines.Where(static l => l.Contains("exec cat <&3", StringComparison.Ordinal)).Select(static l => long.Parse(l.Split('\'')[^2], CultureInfo.InvariantCulture))];

    private sealed class Said(Action<long> said) : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value)
        {
            Last = value;
            said(value);
        }
    }
}
