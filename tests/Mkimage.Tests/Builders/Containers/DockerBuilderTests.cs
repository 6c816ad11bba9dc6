using Bivouac.Mkimage.Tests.Builders.Sandbox;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Containers;

/// <summary>The contract with a real docker, where one runs.</summary>
/// <param name="engine">The engine.</param>
/// <param name="alpine">The double.</param>
public sealed class DockerBuilderTests(DockerEngine engine, AlpineDouble alpine)
    : ContainerBuilderContract(engine, alpine), IClassFixture<DockerEngine>, IClassFixture<AlpineDouble>;
