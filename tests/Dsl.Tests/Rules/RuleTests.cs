using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Rules;
using Bivouac.Rules.Fixes;
using Shouldly;

namespace Bivouac.Dsl.Tests.Rules;

/// <summary>What the tests of a rule share: the findings of a definition, of that rule alone.</summary>
public abstract class RuleTests(string id)
{
    /// <summary>The files of the project that rules know; a test adds to them what it needs.</summary>
    protected ProjectDouble Project { get; } = new();

    /// <summary>The package index that rules know: the text of an APKINDEX, or null for none.</summary>
    protected string? Index { get; set; }

    /// <summary>Package indexes with their paths, in the place of <see cref="Index"/>.</summary>
    protected (string Path, string Text)[] IndexFiles { get; set; } = [];

    /// <summary>The findings as <c>Element: message</c>.</summary>
    protected string[] Find(Action<LiveCdBuilder> declare, string name = "test") => [.. Findings(declare, name).Select(f => f.Element + ": " + f.Message)];

    /// <summary>The elements of the findings.</summary>
    protected string[] Elements(Action<LiveCdBuilder> declare, string name = "test") => [.. Findings(declare, name).Select(f => f.Element)];

    /// <summary>The repairs of all findings.</summary>
    protected Fix[] Fixes(Action<LiveCdBuilder> declare, string name = "test") => [.. Findings(declare, name).SelectMany(f => f.Fixes)];

    /// <summary>Asserts that the rule has nothing to say.</summary>
    protected void Clean(Action<LiveCdBuilder> declare, string name = "test") => Find(declare, name).ShouldBeEmpty();

    private IEnumerable<Finding> Findings(Action<LiveCdBuilder> declare, string name)
    {
        var builder = new LiveCdBuilder();
        declare(builder);
        var files = Index is null ? IndexFiles : [("APKINDEX", Index)];
        var packages = files.Length == 0 ? PackageIndexes.None : new(files.Select(f => PackageIndex.Parse(f.Path, f.Text)));
        return RuleSet.Check(new RuleContext(builder.Build(name), Project, packages)).Where(f => f.Rule.Id == id);
    }
}
