using System;

namespace Bivouac.Model;

/// <summary>
/// A script of the project that runs in the builder before the overlay is made; what it leaves goes where
/// <see cref="OverlayStepOutput"/> says.
/// </summary>
/// <param name="Name">Its name in the definition: letters, digits, <c>. _ -</c>.</param>
/// <param name="Apks">Packages that are installed in the builder while it runs; the image does not get them.</param>
/// <param name="Downloads">The names of the downloads that it reads.</param>
/// <param name="Script">The script, relative to the project's folder; null when none is declared, which is a finding.</param>
/// <param name="Inputs">Further files and folders of the project that the script reads.</param>
/// <param name="Keys">Entries of VERSIONS: environment variables of the script, and a part of what its output is cached by.</param>
/// <param name="KeyOfKernel">Whether the output belongs to the exact version of the image's kernel.</param>
/// <param name="Environment">Further environment variables of the script.</param>
/// <param name="Timeout">How long it may run.</param>
public sealed record BuildStepDeclaration(
    string Name,
    EquatableArray<string> Apks,
    EquatableArray<string> Downloads,
    string? Script,
    EquatableArray<string> Inputs,
    EquatableArray<PinnedVersion> Keys,
    bool KeyOfKernel,
    EquatableArray<EnvironmentVariable> Environment,
    TimeSpan Timeout);
