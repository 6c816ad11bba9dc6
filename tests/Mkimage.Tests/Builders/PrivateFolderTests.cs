using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>A work directory in a folder where everybody may make one, as /var/tmp is.</summary>
public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly TestFolder _here = new();
    private readonly ProcessRunner _processes = new();

    public PrivateFolderTests()
    {
        Directory.CreateDirectory(_here["tmp"]);
        File.SetUnixFileMode(_here["tmp"], Everybody | UnixFileMode.StickyBit);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task One_that_is_not_there_and_one_of_the_users_own_are_fine()
    {
        await PrivateFolder.RequireOwnAsync(_here["tmp/work"], _processes, Token);
        Directory.Exists(_here["tmp/work"]).ShouldBeFalse();

        await PrivateFolder.CreateAsync(_here["tmp/work"], isDefault: false, _processes, Token);
        await PrivateFolder.RequireOwnAsync(_here["tmp/work"], _processes, Token);
    }

    [Theory]
    [InlineData("new", false, 0b111_000_000)]
    [InlineData("new", true, 0b111_000_000)]
    [InlineData("old", false, 0b111_101_101)]
    [InlineData("old", true, 0b111_000_000)]
    public async Task It_is_made_for_its_user_alone_and_a_named_one_that_is_there_keeps_its_mode(string name, bool isDefault, int mode)
    {
        File.SetUnixFileMode(Directory.CreateDirectory(_here["tmp/old"]).FullName, (UnixFileMode)0b111_101_101);

        await PrivateFolder.CreateAsync(_here["tmp/" + name], isDefault, _processes, Token);

        File.GetUnixFileMode(_here["tmp/" + name]).ShouldBe((UnixFileMode)mode);
    }

    [Fact]
    public async Task A_link_is_neither_taken_nor_closed()
    {
        File.SetUnixFileMode(Directory.CreateDirectory(_here["elsewhere"]).FullName, (UnixFileMode)0b111_101_101);
        File.CreateSymbolicLink(_here["tmp/work"], _here["elsewhere"]);

        await Should.ThrowAsync<DriverException>(() => PrivateFolder.CreateAsync(_here["tmp/work"], isDefault: true, _processes, Token));

        File.GetUnixFileMode(_here["elsewhere"]).ShouldBe((UnixFileMode)0b111_101_101);
    }

    [Fact]
    public async Task A_link_is_refused()
    {
        Directory.CreateDirectory(_here["elsewhere"]);
        File.CreateSymbolicLink(_here["tmp/work"], _here["elsewhere"]);

        (await Should.ThrowAsync<DriverException>(() => PrivateFolder.RequireOwnAsync(_here["tmp/work"], _processes, Token))).Why.ShouldContain("symbolic link");
    }

    [Fact]
    public async Task One_that_everybody_may_write_to_is_refused()
    {
        Directory.CreateDirectory(_here["tmp/work"]);
        File.SetUnixFileMode(_here["tmp/work"], Everybody);

        (await Should.ThrowAsync<DriverException>(() => PrivateFolder.RequireOwnAsync(_here["tmp/work"], _processes, Token))).Why.ShouldBe("every user can write to it");
    }

    [Fact]
    public async Task Anothers_is_refused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder to another user");
        Directory.CreateDirectory(_here["tmp/work"]);
        (await _processes.RunAsync(new("chown", ["12345", _here["tmp/work"]]), Token)).Succeeded.ShouldBeTrue();

        (await Should.ThrowAsync<DriverException>(() => PrivateFolder.RequireOwnAsync(_here["tmp/work"], _processes, Token))).Why.ShouldBe("it belongs to another user");
    }

    [Fact]
    public async Task Who_lists_runs_or_looks_for_space_refuses_it_too()
    {
        Directory.CreateDirectory(_here["elsewhere/.runs"]);
        File.CreateSymbolicLink(_here["tmp/work"], _here["elsewhere"]);
        var http = new NoHttp();
        var builder = new SandboxBuilder(new BuilderOptions { Arch = "x86_64", Branch = "3.21", Release = "3.21.3", WorkDirectory = _here["tmp/work"], CacheDirectory = _here["cache"] }, _processes, http);

        await Should.ThrowAsync<DriverException>(() => builder.FindWorkRootAsync(Token));
        await Should.ThrowAsync<DriverException>(() => builder.ListRunsAsync(Token));
    }
}
