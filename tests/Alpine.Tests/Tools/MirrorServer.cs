using System;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests.Tools;

/// <summary>A copy of the material's mirror behind a URL on the loopback address, and sandboxes that use it.</summary>
public sealed class MirrorServer : IAsyncLifetime
{
    private readonly AlpineMaterial material = new();
    private readonly TestFolder copy = new();
    private readonly HttpFetcher http = new();
    private FolderServer? server;

    public FolderServer Server => server ?? throw new InvalidOperationException("There is no material.");

    public async ValueTask InitializeAsync()
    {
        if (material.Folder is null) return;

        // The material may be made anew while tests run.
        var copied = await new ProcessRunner().RunAsync(new ProcessCommand("cp", ["-aL", material.Options("").Mirror, copy["mirror"]]));
        copied.Succeeded.ShouldBeTrue(copied.Error);
        server = new FolderServer(copy["mirror"]);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (server is not null) await server.DisposeAsync();
        copy.Dispose();
        material.Dispose();
    }

    /// <summary>A builder with a work directory of its own; the root is shared.</summary>
    internal IBuilder Builder(string workDirectory)
    {
        material.SkipUnlessThere();
        return new SandboxBuilder(material.Options(workDirectory) with { Mirror = Server.Url }, new ProcessRunner(), http) { StopGrace = TimeSpan.FromSeconds(2) };
    }
}
