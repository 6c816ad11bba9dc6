using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>The folder with the key, which builds that run see while other drivers begin.</summary>
public sealed class SigningKeyTests : IDisposable
{
    private const string File = "keys/abuild.conf";

    private readonly TestFolder here = new();

    public SigningKeyTests()
    {
        // A double of a key: to make one takes seconds.
        here.Write("keys/bivouac-0.rsa", "private");
        here.Write("keys/bivouac-0.rsa.pub", "public");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task The_configuration_names_the_key_as_a_builder_sees_it()
    {
        await SigningKey.ProvideAsync(here.Path, null, Token);

        System.IO.File.ReadAllText(here[File]).ShouldBe("PACKAGER_PRIVKEY=\"/root/.abuild/bivouac-0.rsa\"\n");
    }

    [Fact]
    public async Task The_configuration_is_replaced_whole_so_that_who_reads_the_former_one_reads_on()
    {
        here.Write(File, "PACKAGER_PRIVKEY=/another\n");
        using var reader = new StreamReader(new FileStream(here[File], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        await SigningKey.ProvideAsync(here.Path, null, Token);

        (await reader.ReadToEndAsync(Token)).ShouldBe("PACKAGER_PRIVKEY=/another\n");
        System.IO.File.ReadAllText(here[File]).ShouldContain("bivouac-0.rsa");
    }

    [Fact]
    public async Task A_configuration_that_is_right_is_not_touched()
    {
        await SigningKey.ProvideAsync(here.Path, null, Token);
        System.IO.File.SetLastWriteTimeUtc(here[File], DateTime.UnixEpoch);

        await SigningKey.ProvideAsync(here.Path, null, Token);

        System.IO.File.GetLastWriteTimeUtc(here[File]).ShouldBe(DateTime.UnixEpoch);
    }
}
