using System.Linq;
using Bivouac.Rules.Data;
using Bivouac.Rules.Overlay;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

/// <summary>The tables of what asks and what waits can be read to their last row, and each row has a source.</summary>
public class CommandTableTests
{
    [Theory]
    [InlineData("prompts.tsv")]
    [InlineData("endless.tsv")]
    public void Every_row_has_a_condition_that_is_known_and_a_source(string name)
    {
        foreach (var row in DataTable.Load(name).Rows)
        {
            var call = new ShellCommand(0, null);
            call.Words.AddRange([new ShellWord(0, row[0], true), new ShellWord(0, "x", true)]);
            Should.NotThrow(() => CommandConditions.Holds(call, row[1], hasInput: false), row[0]);
            CommandTable.Split(row[2]).ShouldAllBe(o => o[0] == '-' || o[0] == '~', row[0]);
            row.Skip(3).ShouldAllBe(f => f.Length > 0, row[0]);
        }
    }

    [Fact]
    public void Every_service_that_waits_is_one_that_Alpine_has()
    {
        foreach (var row in DataTable.Load("waits.tsv").Rows)
        {
            ServiceTable.Current.PackagesToDeclare(row[0]).ShouldNotBeEmpty(row[0]);
            DataTable.Words(row[2]).ShouldAllBe(w => w == "always" || w == "no-cable" || w == "no-server", row[0]);
            row[4].ShouldBeOneOf("forever", "nothing", "-");
            (row[1] == "-" || int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture) >= 2).ShouldBeTrue(row[0]);
            row[7].ShouldNotBeEmpty();
        }
    }
}
