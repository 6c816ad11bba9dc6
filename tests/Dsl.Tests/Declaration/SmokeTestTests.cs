using System;
using System.Linq;
using Bivouac.Model;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Declaration;

/// <summary>Given a test of the booted image, when it is declared, then the model says what must hold; one that cannot work is refused.</summary>
public class SmokeTestTests
{
    /// <summary>Each makes a difference of its own.</summary>
    private static readonly Action<LiveCdBuilder>[] Declarations =
    [
        iso => iso.SmokeTest("a", t => t.Ssh("true")), iso => iso.SmokeTest("b", t => t.Ssh("true")), iso => iso.SmokeTest("a", t => t.Ssh("false")), iso => iso.SmokeTest("a", t => t.Ssh("true").User("ops")),
        iso => iso.SmokeTest("a", t => t.Ssh("true").Key("k")), iso => iso.SmokeTest("a", t => t.Ssh("true").Expect("x")), iso => iso.SmokeTest("a", t => t.Ssh("true").Within(TimeSpan.FromSeconds(9))), iso => iso.SmokeTest("a", t => t.Console("true")),
        iso => iso.SmokeTest("a", t => t.Console("true").Port(80)), iso => iso.SmokeTest("a", t => t.Port(80)), iso => iso.SmokeTest("a", t => t.Port(81)), iso => iso.SmokeTest("a", t => t.Console(Samples.Go)),
    ];

    public static TheoryData<string, string, string, Action<LiveCdBuilder>> Refusals => new()
    {
        { "no name", "name", "the smoke test has no name, so its failure could not be told from others; give it one, for example 'ssh'", iso => iso.SmokeTest("", Any) },
        { "a blank", "name", "the smoke test has no name,", iso => iso.SmokeTest(" ", Any) },
        { "null", "name", "the smoke test has no name,", iso => iso.SmokeTest(null!, Any) },
        { "name of two lines", "name", "the text has a line break", iso => iso.SmokeTest("a\nb", Any) },
        { "twice", "name", "there is a smoke test 'a' already; give this one another name", iso => iso.SmokeTest("a", Any).SmokeTest("a", Any) },
        { "no declaration", "configure", "Value cannot be null.", iso => iso.SmokeTest("a", null!) },
        { "nothing tested", "configure", "the smoke test 'a' tests nothing, so it would always pass; call .Ssh(...), .Console(...) or .Port(...)", iso => iso.SmokeTest("a", t => t.Within(TimeSpan.FromSeconds(1))) },
        { "user of nothing", "configure", "the smoke test 'a' says how to log in or what a command prints, and runs no command; call .Ssh(...) too", iso => iso.SmokeTest("a", t => t.Port(22).User("ops")) },
        { "output of nothing", "configure", "and runs no command; call .Ssh(...) too", iso => iso.SmokeTest("a", t => t.Console("x").Expect("y")) },
        { "no command", "command", "the command is empty, so nothing would be run;", iso => iso.SmokeTest("a", t => t.Ssh(" ")) },
        { "command of two lines", "command", "the text has a line break", iso => iso.SmokeTest("a", t => t.Ssh("a\nb")) },
        { "user that is an option", "name", "'-l' is not a user's name;", iso => iso.SmokeTest("a", t => t.Ssh("true").User("-l")) },
        { "user at a host", "name", "'root@x' is not a user's name;", iso => iso.SmokeTest("a", t => t.Ssh("true").User("root@x")) },
        { "key outside", "path", "the source path '/home/me/.ssh/id_ed25519' is absolute;", iso => iso.SmokeTest("a", t => t.Ssh("true").Key("/home/me/.ssh/id_ed25519")) },
        { "pattern that is none", "pattern", "'(' is not a regular expression of .NET (", iso => iso.SmokeTest("a", t => t.Console("(")) },
        { "expectation that is none", "pattern", "'[' is not a regular expression of .NET (", iso => iso.SmokeTest("a", t => t.Ssh("true").Expect("[")) },
        { "empty pattern", "pattern", "the regular expression is empty, so it matches anything; write what must be there", iso => iso.SmokeTest("a", t => t.Console("")) },
        { "port", "number", "TCP ports are 1 to 65535;", iso => iso.SmokeTest("a", t => t.Port(0)) },
        { "no time", "limit", "a smoke test waits 1 second to 24 hours; write whole seconds", iso => iso.SmokeTest("a", t => t.Port(1).Within(TimeSpan.Zero)) },
        { "a fraction", "limit", "a smoke test waits 1 second to 24 hours;", iso => iso.SmokeTest("a", t => t.Port(1).Within(TimeSpan.FromSeconds(1.5))) },
    };

    [Fact]
    public void A_test_says_all_that_must_hold()
    {
        var model = new LiveCdBuilder()
            .SmokeTest("ssh", t => t.Ssh("true"))
            .SmokeTest("web and go", t => t.Ssh("go version").User("ops").Key("keys/test").Expect($"go{Samples.Go} ").Console("nginx").Port(80).Within(TimeSpan.FromMinutes(2)))
            .Build("test");

        model.SmokeTests.ShouldBe(
        [
            new SmokeTestDeclaration("ssh", "true", "root", null, null, null, null, null),
            new SmokeTestDeclaration("web and go", "go version", "ops", "keys/test", $"go{Samples.Go} ", "nginx", 80, TimeSpan.FromMinutes(2)),
        ]);
        model.Texts().Select(t => t.Key).ShouldBe(["SmokeTests[0].Ssh", "SmokeTests[1].Ssh", "SmokeTests[1].Expect", "SmokeTests[1].Console"]);
        VersionKeys.Of(model).ShouldBe(["GO_VERSION"]);
    }

    [Fact]
    public void Each_declaration_gives_a_model_of_its_own_and_the_same_one_an_equal_one()
    {
        Declarations.Select(Build).Distinct().Count().ShouldBe(Declarations.Length);
        Declarations.Select(Build).ShouldBe(Declarations.Select(Build));
    }

    [Fact]
    public void The_scripts_do_not_know_of_it() => ScriptSet.Print(new LiveCdBuilder().Arch(Arch.X86_64).Hostname("rescue").SmokeTest("go", t => t.Ssh($"go version | grep {Samples.Go}")).Build("rescue"))
        .ShouldBe(ScriptSet.Print(Samples.Minimal()));

    [Theory]
    [MemberData(nameof(Refusals))]
    public void It_is_refused_with_the_argument_and_a_way_out(string what, string parameter, string message, Action<LiveCdBuilder> declare)
    {
        _ = what;
        var refusal = Should.Throw<ArgumentException>(() => declare(new LiveCdBuilder()));
        refusal.ParamName.ShouldBe(parameter);
        refusal.Message.ShouldContain(message);
    }

    private static void Any(SmokeTestBuilder test) => test.Ssh("true");

    private static LiveCdModel Build(Action<LiveCdBuilder> declare)
    {
        var builder = new LiveCdBuilder();
        declare(builder);
        return builder.Build("x");
    }
}
