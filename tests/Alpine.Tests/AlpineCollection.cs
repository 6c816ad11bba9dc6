using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>One sandbox for all tests, one build at a time.</summary>
[CollectionDefinition(Name)]
public sealed class AlpineCollection : ICollectionFixture<AlpineFixture>
{
    public const string Name = "Alpine";
}
