using System;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;
using Shouldly;

namespace Bivouac.Dsl.Tests.Rules;

/// <summary>What the tests of a rule share: the findings of a definition, of that rule alone.</summary>
public abstract class RuleTests(string id)
{
    /// <summary>The findings as <c>Element: message</c>.</summary>
    protected string[] Find(Action<LiveCdBuilder> declare, string name = "test")
    {
        var builder = new LiveCdBuilder();
        declare(builder);
        return Find(builder.Build(name));
    }

    private string[] Find(LiveCdModel model) => [.. RuleSet.Check(model).Where(f => f.Rule.Id == id).Select(f => f.Element + ": " + f.Message)];

    /// <summary>Asserts that the rule has nothing to say.</summary>
    protected void Clean(Action<LiveCdBuilder> declare, string name = "test") => Find(declare, name).ShouldBeEmpty();
}
