using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A driver that works with a real podman, where one runs.</summary>
/// <param name="engine">The engine.</param>
/// <param name="alpine">The double.</param>
public sealed class PodmanDriverTests(PodmanEngine engine, AlpineDouble alpine)
    : ContainerDriverTests(engine, alpine), IClassFixture<PodmanEngine>, IClassFixture<AlpineDouble>;
