using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security;

public class UnverifiedDownloadRuleTests() : RuleTests("BIV0605")
{
    [Fact]
    public void Repositories_over_http_are_found() => Find(iso => iso.Repository("http://packages.example.org/v3").Repository("http://host/x", key: "keys/a.pub").Repository("http://dl-cdn.alpinelinux.org/alpine/edge/testing", "testing").Repository("https://a/b").Repository("/srv/apks").Repository("http://localhost:8080/x")).ShouldBe(
        ["Repositories[0].Url: the repository 'http://packages.example.org/v3' is read over http, where others on the way can hand out an old index that is as well signed; use https, or name the key that its index is signed with"]);

    [Fact]
    public void Https_is_the_repair() => Fixes(iso => iso.Repository("http://packages.example.org/v3")).ShouldBe([new Fix(FixKind.ReplaceText, "", "https://packages.example.org/v3")]);

    [Theory]
    [InlineData("apk add --allow-untrusted /x.apk", "installs packages with --allow-untrusted, so apk does not check who made them", "put the key into /etc/apk/keys and leave the option out")]
    [InlineData("curl -fsSkL https://host/x", "calls curl with --insecure, so it does not check who answers", "leave the option out, or name the certificate with --cacert")]
    [InlineData("if ! curl --insecure https://host/x; then :; fi", "calls curl with --insecure, so it does not check who answers", "leave the option out, or name the certificate with --cacert")]
    [InlineData("wget -q --no-check-certificate https://host/x", "calls wget with --no-check-certificate, so it does not check who answers", "leave the option out")]
    [InlineData("x=$(timeout 5 wget -qO- http://host/x)", "downloads over http from host, where others on the way can change what comes", "use https, or compare a checksum before it is used")]
    [InlineData("curl -o /srv/x \\\n http://192.168.1.1:80/x", "downloads over http from 192.168.1.1, where others on the way can change what comes", "use https, or compare a checksum before it is used")]
    public void Unverified_downloads_are_found(string line, string what, string advice) => Find(iso => iso.File("/usr/bin/x", "#!/bin/sh\n" + line + "\n")).ShouldBe(
        [$"Overlay[0].Content: '/usr/bin/x' {what}; {advice}"]);

    [Theory]
    [InlineData("# curl -k https://host")]
    [InlineData("echo 'never call curl -k https://host; wget http://host'")]
    [InlineData("echo curl -k https://host")]
    [InlineData("curl -fsSL https://host/x -o /kernel")]
    [InlineData("curl -okernel https://host/x")]
    [InlineData("curl -sHk:v https://host/x")]
    [InlineData("wget http://localhost/x; wget http://127.0.0.1:80/x; curl http://[::1]/x; curl http://169.254.169.254/latest/meta-data")]
    [InlineData("curl \"http://$host/x\" \"http://${host}/x\" \"http://$(hostname)/x\"")]
    [InlineData("wget -q --spider http://host/")]
    [InlineData("wget -qO /dev/null http://host/; curl -s http://host/ >/dev/null")]
    [InlineData("curl --data @/report http://host/in")]
    [InlineData("wget http://host/x && echo \"$sum  x\" | sha256sum -c")]
    [InlineData("apk add curl; apk add --allow-untrusted-not x")]
    [InlineData("cat > /etc/motd <<E\nwget http://host/x\nE")]
    [InlineData("curl -x http://proxy:3128 -e http://host https://host/x")]
    [InlineData("/etc/init.d/curl -k; mycurl -k https://x")]
    public void Verified_and_harmless_ones_are_fine(string line) => Clean(iso => iso.File("/usr/bin/x", "#!/bin/sh\n" + line + "\n"));

    [Fact]
    public void Project_files_and_raw_shell_are_found_at_their_line_and_other_texts_are_fine()
    {
        Project.Add("overlay/etc/init.d/x", "#!/sbin/openrc-run\nstart() {\n\twget http://host/x\n}\n").Add("overlay/usr/bin/y", "#!/usr/bin/python3\nwget http://host/x\n").Add("overlay/root/note.txt", "wget http://host/x\n");
        Find(iso => iso.Tree("overlay").RawProfileShell("apk add --allow-untrusted x\n", "why")).ShouldBe(
        [
            "Overlay[0].Source: 'overlay/etc/init.d/x:3' downloads over http from host, where others on the way can change what comes; use https, or compare a checksum before it is used",
            "RawShell[0].Text: the raw shell installs packages with --allow-untrusted, so apk does not check who made them; put the key into /etc/apk/keys and leave the option out",
        ]);
    }

    [Fact]
    public void Shell_of_services_is_read() => Find(iso => iso.Service("a", s => s.Shell("curl -k https://example.org/x -o /srv/x\n", "a reason")))
        .ShouldBe(["DeclaredServices[0].Steps[0].Text: the shell of the service 'a' calls curl with --insecure, so it does not check who answers; leave the option out, or name the certificate with --cacert"]);
}
