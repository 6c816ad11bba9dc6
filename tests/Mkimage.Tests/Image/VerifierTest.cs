using System;
using System.Linq;
using Bivouac.Mkimage.Image.Verification;
using Shouldly;

namespace Bivouac.Mkimage.Tests.Image;

/// <summary>A test that changes one thing of a good image and looks at the report.</summary>
public abstract class VerifierTest : IDisposable
{
    private protected IsoFixture Fixture { get; } = new();

    public void Dispose()
    {
        Fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string BuiltIso()
    {
        Fixture.Build();
        return Fixture.IsoPath;
    }

    private protected static string OnlyFailure(ImageReport report) => string.Join(", ", report.Failures.Select(check => check.Id));

    private protected static ImageCheck Failed(ImageReport report, string id)
    {
        var check = report.Checks.Single(check => check.Id == id);
        check.Passed.ShouldBeFalse(check.Fact);
        return check;
    }
}
