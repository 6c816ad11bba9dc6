using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts.Boot;

/// <summary>Prints what a service runs, for <c>oneshot</c> and <c>supervised</c> to read: <c>/usr/lib/bivouac/services/NAME</c>.</summary>
internal static class ServiceFile
{
    /// <summary>The folder of these files.</summary>
    public const string Folder = BootScript.Folder + "/services";

    /// <summary>The file of a shell text of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="step">The text's place among the steps, from 0.</param>
    public static string ShellPath(ServiceDeclaration service, int step) =>
        Folder + "/" + service.Name + "." + (step + 1).ToString(CultureInfo.InvariantCulture) + ".sh";

    /// <summary>The file.</summary>
    public static ShellText Of(ServiceDeclaration service)
    {
        var lines = new List<ShellText> { "# What the service " + service.Name + " runs. Made by Bivouac; changes here are lost." };
        if (service.Respawn is { } respawn)
        {
            lines.Add("first_delay=" + Seconds(respawn.FirstDelay));
            lines.Add("longest_delay=" + Seconds(respawn.LongestDelay));
            lines.Add("stable_after=" + Seconds(respawn.StableAfter));
        }
        else
        {
            lines.Add("limit=" + Seconds(service.Timeout));
        }

        if (service.User is { } user) lines.Add("user=" + user);
        if (service.Directory != "/") lines.Add(new ShellText("directory=") + FileQuote.Word(service.Directory));
        lines.Add(new ShellText("log=") + FileQuote.Word(service.LogFile));
        if (service.Environment.Count > 0)
        {
            lines.Add("");
            lines.Add("environment() {");
            lines.Add("\tcat <<'EOF'");
            foreach (var variable in service.Environment) lines.Add(new ShellText("export " + variable.Name + "=") + FileQuote.Quoted(variable.Value));
            lines.Add("EOF");
            lines.Add("}");
        }

        lines.Add("");
        lines.Add("commands() {");
        for (var i = 0; i < service.Steps.Count; i++)
        {
            if (service.Steps[i] is ServiceShell shell)
                foreach (var line in shell.Reason.Split('\n', '\r')) lines.Add("\t# " + line.TrimEnd());
            lines.Add(new ShellText(service.Respawn is null ? "\tlimited " : "\tkept ") + Command(service, i));
        }

        lines.Add("}");
        return lines.Aggregate(new ShellText(0, 0), (text, line) => text + line + "\n");
    }

    /// <summary>The file of a shell text.</summary>
    public static ShellText Of(ServiceShell shell) =>
        shell.Text.StartsWith("#!", StringComparison.Ordinal) ? shell.Text.TrimEnd('\n') + "\n" : "#!/bin/sh\n" + shell.Text.TrimEnd('\n') + "\n";

    private static ShellText Command(ServiceDeclaration service, int step) => service.Steps[step] switch
    {
        ServiceCommand command => FileQuote.Words([FileQuote.Word(command.Program), .. command.Arguments.Select(FileQuote.Word)]),
        ServiceShell => FileQuote.Word(ShellPath(service, step)),
        var other => throw new InvalidOperationException("there is no printer for " + other.GetType().Name),
    };

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
