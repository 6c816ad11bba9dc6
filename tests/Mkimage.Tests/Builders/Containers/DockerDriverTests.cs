using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>A driver that works with a real docker, where one runs.</summary>
/// <param name="engine">The engine.</param>
/// <param name="alpine">The double.</param>
public sealed class DockerDriverTests(DockerEngine engine, AlpineDouble alpine)
    : ContainerDriverTests(engine, alpine), IClassFixture<DockerEngine>, IClassFixture<AlpineDouble>;
