using System;
using Bivouac.Mkimage.Downloads.Checksums;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Downloads;

public sealed class ChecksumTextTests
{
    private const string File = "tool-1.2.tar.gz";

    private static readonly string A = new('a', 64);
    private static readonly string B = new('b', 64);
    private static readonly string Long = new('c', 128);
    private static readonly string Md5 = new('d', 32);
    private static readonly string Sha1 = new('e', 40);

    public static TheoryData<string, string> Forms => new()
    {
        { "a value alone", A },
        { "a value and a line feed", A + "\n" },
        { "text", $"{A}  {File}\n" },
        { "binary", $"{A} *{File}\n" },
        { "one blank", $"{A} {File}\n" },
        { "a tab", $"{A}\t{File}\n" },
        { "in this folder", $"{A}  ./{File}\n" },
        { "in another folder", $"{A}  dist/linux/{File}\n" },
        { "several names", $"{B}  other\n{A}  {File}\n{B}  {File}.asc\n" },
        { "the exact name before one in a folder", $"{B}  old/{File}\n{A}  {File}\n" },
        { "CR LF", $"{B}  other\r\n{A}  {File}\r\n" },
        { "upper case", $"{A.ToUpperInvariant()}  {File}" },
        { "BSD", $"SHA256 ({File}) = {A}\nSHA256 (other) = {B}\n" },
        { "OpenSSL", $"SHA2-256({File})= {A}\n" },
        { "comments", $"# by the vendor\n; too\n\n{A}  {File}\n" },
        { "a byte order mark", $"\uFEFF{A}  {File}\n" },
        { "twice the same", $"{A}  {File}\n{A} *{File}\n" },
        { "beside weaker ones", $"{Md5}  {File}\n{Sha1}  {File}\n{A}  {File}\n" },
        { "beside others of its length", $"SHA3-256 ({File}) = {B}\nSHA512/256 ({File}) = {B}\nSHA256 ({File}) = {A}\n" },
        { "signed", $"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{A}  {File}\n-----BEGIN PGP SIGNATURE-----\n\niQIzBAEBCgAdFiEE\n" },
        { "SHA-256 before SHA-512", $"{Long}  {File}\n{A}  {File}\n" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void V1_a_checksum_is_found_in_every_form(string form, string text)
    {
        ChecksumText.Find(text, File).Hex.ShouldBe(A, form);
    }

    [Fact]
    public void SHA_512_will_do()
    {
        ChecksumText.Find($"{Long}  {File}", File).ToString().ShouldBe("SHA512 " + Long);
    }

    [Fact]
    public void A_name_with_a_backslash_is_escaped_in_lists()
    {
        ChecksumText.Find($"\\{A}  a\\\\b\n{B}  b", "a\\b").Hex.ShouldBe(A);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { nameof(ChecksumProblem.Empty), "" },
        { nameof(ChecksumProblem.Empty), "\uFEFF \r\n" },
        { nameof(ChecksumProblem.Html), $"<!DOCTYPE html>\n{A}  {File}" },
        { nameof(ChecksumProblem.TooLong), new string('#', ChecksumText.Longest + 1) },
        { nameof(ChecksumProblem.Unreadable), "Not found" },
        { nameof(ChecksumProblem.Unreadable), $"SHA256 ({File}) = abc" },
        { nameof(ChecksumProblem.NotNamed), $"{A}  other\n" },
        { nameof(ChecksumProblem.NotNamed), $"{A}  {File}.sig\n{A}  x{File}\n" },
        { nameof(ChecksumProblem.Ambiguous), $"{A}  {File}\n{B}  {File}\n" },
        { nameof(ChecksumProblem.Ambiguous), $"{A}\n{B}\n" },
        { nameof(ChecksumProblem.Ambiguous), $"{A}  old/{File}\n{B}  new/{File}\n" },
        { nameof(ChecksumProblem.WeakOnly), $"{Md5}  {File}\n{A}  other\n" },
        { nameof(ChecksumProblem.WeakOnly), Sha1 },
        { nameof(ChecksumProblem.WeakOnly), $"SHA3-256 ({File}) = {A}\n" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void V3_what_gives_no_checksum_is_refused(string problem, string text)
    {
        Should.Throw<ChecksumException>(() => ChecksumText.Find(text, File)).Problem.ToString().ShouldBe(problem);
    }

    [Fact]
    public void A_weak_checksum_is_named()
    {
        Should.Throw<ChecksumException>(() => ChecksumText.Find($"{Md5}  {File}", File)).Message
            .ShouldBe($"it has only MD5 of {File}, where SHA-256 or SHA-512 is needed");
    }

    [Theory]
    [InlineData("assets/1/digest")]
    [InlineData("assets/[name=dir/tool.tgz]/digest")]
    [InlineData("assets/[id=7]/digest")]
    [InlineData("by/tool/sha256")]
    public void V1_a_checksum_is_found_in_JSON(string path)
    {
        var json = $$"""{"assets": [{"name": "x", "id": 6, "digest": "sha256:{{B}}"}, {"name": "dir/tool.tgz", "id": 7, "digest": "sha256:{{A}}"}], "by": {"tool": {"sha256": "{{A.ToUpperInvariant()}}"} } }""";

        JsonChecksum.Find(json, path).Hex.ShouldBe(A);
    }

    [Fact]
    public void Gos_list_of_releases_is_understood()
    {
        var json = $$"""[{"version": "go1.23.6", "files": [{"filename": "go1.23.6.linux-amd64.tar.gz", "sha256": "{{A}}"}, {"filename": "go1.23.6.src.tar.gz", "sha256": "{{B}}"}]}]""";

        JsonChecksum.Find(json, "[version=go1.23.6]/files/[filename=go1.23.6.linux-amd64.tar.gz]/sha256").Hex.ShouldBe(A);
    }

    [Theory]
    [InlineData("", "a", "Empty", "it is empty")]
    [InlineData("<html>", "a", "Html", "web page")]
    [InlineData("{", "a", "Unreadable", "no JSON")]
    [InlineData("""{"a": 1}""", "a", "Unreadable", "'a' is no string but number")]
    [InlineData("""{"a": "xyz"}""", "a", "Unreadable", "'a' is 'xyz', which is no checksum")]
    [InlineData("""{"a": "d41d8cd98f00b204e9800998ecf8427e"}""", "a", "WeakOnly", "only a MD5")]
    [InlineData("""{"a": {}}""", "a/b/c", "NotNamed", "'a' is an object without 'b'")]
    [InlineData("""[1]""", "1", "NotNamed", "the document is an array without '1'")]
    [InlineData("""{"a": {}}""", "a/[b=c]", "NotNamed", "'a' is no array")]
    [InlineData("""[{"b": "d"}]""", "[b=c]/x", "NotNamed", "no object with b = c")]
    [InlineData("""[{"b": "c"}, {"b": "c"}]""", "[b=c]/x", "Ambiguous", "more than one object with b = c")]
    public void JSON_without_the_checksum_says_where_the_path_ends(string json, string path, string problem, string message)
    {
        var failure = Should.Throw<ChecksumException>(() => JsonChecksum.Find(json, path));

        failure.Problem.ShouldBe(Enum.Parse<ChecksumProblem>(problem));
        failure.Message.ShouldContain(message);
    }
}
