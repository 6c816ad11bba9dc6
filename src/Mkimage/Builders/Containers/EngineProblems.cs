using System;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Mkimage.Builders.Containers;

/// <summary>What an engine that does not answer is told as, from the words of its program.</summary>
internal static class EngineProblems
{
    /// <summary>Finds the cause.</summary>
    /// <param name="program"><c>docker</c> or <c>podman</c>.</param>
    /// <param name="result">How the program ended when it was asked about the engine.</param>
    public static BuilderProblem Of(string program, ProcessResult result)
    {
        var what = $"{program} does not answer";
        var said = result.Error + "\n" + result.Output;
        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);

        // Before "cannot connect": docker's sentence holds both.
        if (Says("permission denied") && Says("socket"))
        {
            return new BuilderProblem(
                what,
                $"this user may not speak to it: {result.Reason()}",
                program == "podman"
                    ? "Run: unset CONTAINER_HOST (podman needs no daemon for a user of its own machine)"
                    : $"Run: sudo usermod -aG docker {Environment.UserName} (then log in anew; whoever is in that group is as good as root), or use --builder podman, which needs no such right.");
        }

        if (Says("subuid") || Says("subgid") || Says("not enough unused IDs") || Says("insufficient UIDs") || Says("potentially insufficient"))
            return new BuilderProblem(what, $"this user has no subordinate ids: {result.Reason()}", SubordinateIds.Grant(Environment.UserName));
        if (Says("newuidmap") || Says("newgidmap"))
            return new BuilderProblem(what, result.Reason(), SystemPackages.Install("uidmap", "shadow-utils", "shadow-subids"));
        if (Says("cannot connect") || Says("is the docker daemon running") || Says("unable to connect") || Says("connection refused") || Says("no such file or directory"))
            return new BuilderProblem(what, $"its engine does not run or cannot be reached: {result.Reason()}", Start(program));
        return new BuilderProblem(what, result.Reason(), $"Run: {program} info");
    }

    private static string Start(string program) => (program, OperatingSystem.IsLinux()) switch
    {
        ("podman", true) => "Run: systemctl --user start podman.socket",
        ("podman", false) => "Run: podman machine start",
        (_, true) when Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host => $"Run: docker -H {host} info (DOCKER_HOST says where it is), or: unset DOCKER_HOST",
        (_, true) => "Run: sudo systemctl start docker",
        _ => "Run: docker desktop start",
    };
}
