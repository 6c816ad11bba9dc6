using System;
using System.Collections.Generic;
using Bivouac.Model;

namespace Bivouac;

/// <summary>Declares the kernel command line.</summary>
public sealed class CommandLineBuilder
{
    private readonly Recorder _recorder;
    private readonly List<string> _modules = [];
    private readonly List<ShellText> _parameters = [];
    private bool _quiet = true;
    private bool _replaces;

    internal CommandLineBuilder(Recorder recorder) => _recorder = recorder;

    /// <summary>
    /// Declares <c>modules=</c> of <c>initfs_cmdline</c>: what the initramfs loads before it looks for the medium. Replaces
    /// Alpine's <c>loop,squashfs,sd-mod,usb-storage</c>.
    /// </summary>
    /// <param name="names">The modules.</param>
    public CommandLineBuilder Modules(params string[] names)
    {
        _recorder.Add(_modules, ElementPath.CommandLineModules, names, nameof(names), n => Names.Check(n, nameof(names), "kernel module"));
        return this;
    }

    /// <summary>Adds parameters behind what is there: mkimage's <c>kernel_cmdline</c>.</summary>
    /// <param name="parameters">One or several parameters, separated by spaces.</param>
    public CommandLineBuilder Append(ShellText parameters)
    {
        _recorder.Note(ElementPath.Of(ElementPath.CommandLineParameters, _parameters.Count), nameof(parameters));
        _parameters.Add(Check(parameters, nameof(parameters)));
        return this;
    }

    /// <summary>Drops what earlier calls and an inherited profile put into <c>kernel_cmdline</c>, then adds parameters.</summary>
    /// <param name="parameters">One or several parameters, separated by spaces.</param>
    public CommandLineBuilder Replace(ShellText parameters)
    {
        _parameters.Clear();
        _replaces = true;
        return Append(parameters);
    }

    /// <summary>Takes <c>quiet</c> out of <c>initfs_cmdline</c>: the kernel's messages are shown while it boots.</summary>
    public CommandLineBuilder Verbose()
    {
        _recorder.Note(ElementPath.CommandLine);
        _quiet = false;
        return this;
    }

    internal CommandLine Build() => new(new(_modules), _quiet, new(_parameters), _replaces);

    /// <summary>GRUB and syslinux read the line themselves: what either takes as its own syntax cannot pass both.</summary>
    private static ShellText Check(ShellText text, string parameter)
    {
        foreach (var c in Texts.CheckLine(text, parameter).ToString())
            if (c is '"' or '\'' or '\\' or '$' or '`' or ';' or '&' or '|' or '<' or '>' or '{' or '}' or '#')
                throw new ArgumentException($"the command line holds '{c}', which GRUB reads as its own syntax; leave it out", parameter);
        return text;
    }
}
