using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Doctor.Checks;

/// <summary>Whether the builder is fit: its tools, its rights, its work directory.</summary>
/// <param name="builder">The builder.</param>
internal sealed class BuilderCheck(IBuilder builder) : IDoctorCheck
{
    /// <inheritdoc/>
    public async Task<Diagnosis> LookAsync(CancellationToken cancellationToken)
    {
        var probe = await builder.ProbeAsync(cancellationToken).ConfigureAwait(false);
        var space = probe.FreeBytes is { } free
            ? string.Create(CultureInfo.InvariantCulture, $"{free / (1024.0 * 1024 * 1024):F1} GiB are free for {probe.WorkDirectory}")
            : null;
        return new(space is null ? probe.Facts : [.. probe.Facts, space], probe.Problems);
    }
}
