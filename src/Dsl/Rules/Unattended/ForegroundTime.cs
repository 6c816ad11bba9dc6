using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Unattended;

/// <summary>How long the boot waits at most for services of the definition.</summary>
internal static class ForegroundTime
{
    /// <summary>What <c>timeout -k</c> gives a step that does not end when it is told to.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>The services that are waited for, each with its place and the longest that this takes.</summary>
    public static IEnumerable<(ServiceDeclaration Service, int Index, TimeSpan Longest)> Of(RuleContext context)
    {
        var services = context.Model.DeclaredServices;
        for (var i = 0; i < services.Count; i++)
            if (services[i].Start == ServiceStart.Foreground && !context.Model.DisabledServices.Contains(services[i].Name) && context.Services.ScriptOf(services[i].Name) is null)
                yield return (services[i], i, TimeSpan.FromTicks((services[i].Timeout + Grace).Ticks * services[i].Steps.Count));
    }

    /// <summary>The runlevel in which it starts, and whether SSH starts only then.</summary>
    public static (string Runlevel, bool HoldsSsh) Start(RuleContext context, ServiceDeclaration service) =>
        (context.Boot.Services.FirstOrDefault(s => s.Name == service.Name)?.Runlevel.Name ?? service.Runlevel.Name, context.Boot.ToSsh().Any(s => s.Name == service.Name));

    /// <summary>A time for people.</summary>
    public static string Say(TimeSpan time)
    {
        var minutes = (int)time.TotalMinutes;
        var text = minutes == 0 ? "" : minutes == 1 ? "1 minute" : minutes.ToString(CultureInfo.InvariantCulture) + " minutes";
        return time.Seconds == 0 ? text : (text.Length == 0 ? "" : text + " ") + time.Seconds.ToString(CultureInfo.InvariantCulture) + " seconds";
    }
}
