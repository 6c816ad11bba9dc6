using System.Linq;
using Bivouac.Replay.Tests.Harness;
using Microsoft.CodeAnalysis;
using Shouldly;
using Xunit;

namespace Bivouac.Replay.Tests;

/// <summary>Requirements of contract V that the C# compiler itself enforces.</summary>
public sealed class VendorTests
{
    private const string From = "iso.Download(\"a\", d => d.From(\"https://vendor.example/a\")";

    [Theory]
    [InlineData(From + ")", "CS1662")]
    [InlineData(From + ".Into(\"/a\"))", "CS1061")]
    [InlineData(From + ".Unpack(\"/a\"))", "CS1061")]
    [InlineData(From + ".ListedAt(\"https://vendor.example/\", \"(x)\"))", "CS1061")]
    [InlineData("iso.Download(\"a\", d => d)", "CS1662")]
    [InlineData("iso.Download(\"a\", d => { d.From(\"https://vendor.example/a\"); })", "CS1643")]
    [InlineData("iso.Download(\"a\", d => new VerifiedDownloadBuilder())", "CS1729")]
    public void V1_a_download_without_a_checksum_source_does_not_compile(string call, string error)
    {
        var compilation = Compile(call);

        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).ShouldContain(error);
        var result = TestProject.Replay(compilation);
        result.Model.ShouldBeNull();
        result.Findings.ShouldBeEmpty("the C# compiler has said it");
    }

    [Theory]
    [InlineData(From + ".Sha256(Sum))")]
    [InlineData(From + ".ChecksumFile(\".sha256\"))")]
    [InlineData(From + ".ChecksumFrom(\"https://vendor.example/all.json\", \"a/sha256\"))")]
    [InlineData("iso.Download(\"a\", d => d.GoToolchain(Versions.GoVersion, Arch.X86_64))")]
    [InlineData("iso.Download(\"a\", d => d.NvidiaDriver(Versions.GoVersion, Arch.X86_64))")]
    [InlineData("iso.Download(\"a\", d => d.GitHubRelease(\"a/b\", \"v1\", \"c\"))")]
    public void V1_a_download_with_a_checksum_source_compiles(string call)
    {
        var compilation = Compile(call);

        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        TestProject.Replay(compilation).Model!.Downloads.ShouldHaveSingleItem().Checksums.Count.ShouldBe(1);
    }

    private static Compilation Compile(string call) => TestProject.WithVersions(TestProject.Compile($$"""
        using Bivouac;

        [LiveCd]
        public static partial class X
        {
            private const string Sum = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
            private static void Define(LiveCdBuilder iso) => {{call}};
        }
        """));
}
