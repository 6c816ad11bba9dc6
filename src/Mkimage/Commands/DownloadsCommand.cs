using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>verify</c> and <c>downloads</c>: what is known of the vendors' files that images need.</summary>
internal sealed class DownloadsCommand(DriverServices services, CommandLineOptions options)
{
    /// <summary>Asks for every URL of every image; all that is wrong is told.</summary>
    public async Task<int> VerifyAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        using var http = new HttpFetcher();
        var wrong = 0;
        foreach (var plan in OneBuild.All(services, options, result, project).DistinctBy(p => p.Image.Model.Name))
        {
            var downloads = plan.Image.Model.Downloads;
            var findings = await new DownloadStage(services, options, result, project).Of(plan, http).VerifyAsync(plan.Image.Model, cancellationToken).ConfigureAwait(false);
            foreach (var download in downloads.Where(d => findings.All(f => f.Name != d.Name)))
                services.Reporter.Mark("green", "ok", $"{download.Name}: {download.Url}");
            foreach (var finding in findings) services.Reporter.Mark("red", "--", finding.Message);
            wrong += findings.Count;
            if (downloads.Count == 0) services.Reporter.Line($"'{plan.Image.Model.Name}' declares no download.");
        }

        return (int)(wrong == 0 ? ExitCode.Success : ExitCode.DownloadFailed);
    }

    /// <summary>Lists the cache.</summary>
    public int List(ParseResult result, ProjectContext project)
    {
        var all = CacheOf(result, project).List();
        foreach (var entry in all)
        {
            services.Reporter.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Hex[..12]}  {Sizes.Of(entry.Bytes),10}  {entry.LastUse.ToLocalTime():yyyy-MM-dd HH:mm}  {string.Join(' ', entry.Files)}"));
        }

        services.Reporter.Line($"{Counted.Of(all.Count, "download")}, {Sizes.Of(all.Sum(e => e.Bytes))}.");
        return (int)ExitCode.Success;
    }

    /// <summary>Empties the cache.</summary>
    public int Clean(ParseResult result, ProjectContext project)
    {
        var cleaned = CacheOf(result, project).Clean();
        services.Reporter.Line($"Removed {Counted.Of(cleaned.Removed.Count, "download")}, {Sizes.Of(cleaned.Removed.Sum(e => e.Bytes))}.");
        foreach (var entry in cleaned.InUse) services.Reporter.Warning($"{string.Join(' ', entry.Files)} is in use and left.");
        return (int)ExitCode.Success;
    }

    /// <summary>Forgets an entry of <c>livecd.lock</c>.</summary>
    /// <exception cref="DriverException">There is none of that name (<see cref="ExitCode.Usage"/>).</exception>
    public async Task<int> AcceptAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        var plans = OneBuild.All(services, options, result, project);
        var plan = plans[0];
        var name = result.GetRequiredValue(options.Download);
        var urls = plans.SelectMany(p => p.Image.Model.Downloads).Where(d => d.Name == name).Select(d => new Uri(d.Url.ToString()).AbsoluteUri).ToArray();
        var forgotten = await new LivecdLock(project.Directory, BuilderFactory.Options(result, options, plan).CacheDirectory).ForgetAsync(name, urls, cancellationToken).ConfigureAwait(false);
        if (forgotten.Count == 0)
        {
            throw new DriverException(
                ExitCode.Usage,
                $"{LivecdLock.FileName} has no download '{name}'",
                "nothing of that name was ever verified here",
                "Names are those of .Download(...) in the definition.");
        }

        foreach (var entry in forgotten) services.Reporter.Line($"Forgot {entry.Checksum} of {entry.Url}; the next build records what its vendor says then.");
        return (int)ExitCode.Success;
    }

    private DownloadCache CacheOf(ParseResult result, ProjectContext project) =>
        new(BuilderFactory.Options(result, options, OneBuild.All(services, options, result, project)[0]).CacheDirectory, services.Clock);
}
