using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

public sealed class BuilderChoiceTests
{
    private static readonly BuilderChoice.Machine Alpine = new(true, "3.21.3");
    private static readonly BuilderChoice.Machine Debian = new(true, null);
    private static readonly BuilderChoice.Machine Mac = new(false, null);

    [Theory]
    [InlineData(null)]
    [InlineData("auto")]
    public void Alpine_builds_itself_and_other_Linux_in_a_sandbox(string? asked)
    {
        BuilderChoice.Of(asked, Alpine).ToString().ShouldBe("host (this machine is Alpine Linux 3.21.3)");
        BuilderChoice.Of(asked, Debian).ToString().ShouldBe("sandbox (this machine is Linux, but not Alpine)");
    }

    [Fact]
    public void What_the_user_named_needs_no_reason()
    {
        BuilderChoice.Of("sandbox", Alpine).ToString().ShouldBe("sandbox");
        BuilderChoice.Of("host", Mac).ToString().ShouldBe("host");
        BuilderChoice.Of("ssh://build@alpine", Mac).ToString().ShouldBe("ssh://build@alpine");
    }

    [Fact]
    public void Where_there_is_none_the_scripts_can_be_taken_elsewhere() =>
        Should.Throw<DriverException>(() => BuilderChoice.Of(null, Mac)).Next.ShouldContain("scripts");
}
