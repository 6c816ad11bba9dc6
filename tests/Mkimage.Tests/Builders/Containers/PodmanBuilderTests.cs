using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>The contract with a real podman, where one runs.</summary>
/// <param name="engine">The engine.</param>
/// <param name="alpine">The double.</param>
public sealed class PodmanBuilderTests(PodmanEngine engine, AlpineDouble alpine)
    : ContainerBuilderContract(engine, alpine), IClassFixture<PodmanEngine>, IClassFixture<AlpineDouble>;
