using System;
using System.CommandLine;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Commands;

/// <summary>A builder that a command works with, and why it is this one.</summary>
/// <param name="Choice">Its name, and why.</param>
/// <param name="Builder">The builder, not made ready.</param>
internal sealed record ChosenBuilder(BuilderChoice Choice, IBuilder Builder) : IAsyncDisposable
{
    private HttpFetcher? http;

    /// <summary>The builder that the user named, or that this machine suggests.</summary>
    /// <exception cref="DriverException">There is none for this machine (<see cref="ExitCode.BuilderUnavailable"/>), or none of that name (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<ChosenBuilder> OfAsync(DriverServices services, CommandLineOptions options, ParseResult result, BuildPlan plan)
    {
        var choice = await BuilderFactory.ChooseAsync(result, options, services.Processes, services.Interrupts.Detach).ConfigureAwait(false);
        var http = new HttpFetcher();
        try
        {
            return new(choice, BuilderFactory.Create(choice, result, options, plan, services.Processes, http)) { http = http };
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Builder.ReleaseAsync().ConfigureAwait(false);
        (Builder as IDisposable)?.Dispose();
        http?.Dispose();
    }
}
