using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Shell;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("sh")]
    [InlineData("bash")]
    public async Task Every_word_comes_out_as_it_went_in(string shell)
    {
        string[] words = ["", "a b", "it's", "\"$HOME\" `id` $(id)", "line\nfeed\n", "back\\slash \\' \\\\", "-n", "*", "~", "ünï\u00a0", "!x", "#"];

        var result = await new ProcessRunner().RunAsync(
            new ProcessCommand(shell, ["-c", "printf '<%s>' " + ShellWord.Line(words)]),
            TestContext.Current.CancellationToken);

        result.Output.ShouldBe(string.Concat(words.Select(static w => $"<{w}>")));
    }

    [Fact]
    public void A_backslash_stands_outside_of_quotes_where_fish_reads_it_as_sh_does() =>
        ShellWord.Quote("a\\b'c").ShouldBe(@"'a'\\'b'\''c'");
}
