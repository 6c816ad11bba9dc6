using System;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Http;

namespace Bivouac.Alpine.Tests.Tools;

/// <summary>The material's mirror behind a URL on the loopback address, and sandboxes that use it.</summary>
public sealed class MirrorServer : IAsyncDisposable
{
    private readonly AlpineMaterial material = new();
    private readonly HttpFetcher http = new();
    private FolderServer? server;

    public FolderServer Server => server ??= new FolderServer(material.Options("").Mirror);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (server is not null) await server.DisposeAsync();
        material.Dispose();
    }

    /// <summary>A builder with a work directory of its own; the root is shared.</summary>
    internal IBuilder Builder(string workDirectory)
    {
        material.SkipUnlessThere();
        return new SandboxBuilder(material.Options(workDirectory) with { Mirror = Server.Url }, new ProcessRunner(), http) { StopGrace = TimeSpan.FromSeconds(2) };
    }
}
