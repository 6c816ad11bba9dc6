using System;
using System.CommandLine;
using System.Linq;
using Bivouac.Mkimage.Booting.Consoles;

namespace Bivouac.Mkimage.Commands;

/// <summary>What the command <c>boot</c> alone takes.</summary>
internal sealed class BootOptions
{
    public Argument<string?> Iso { get; } = new("ISO") { Description = "The image to boot. Default: the last one that was built.", Arity = ArgumentArity.ZeroOrOne };

    public Option<bool> Uefi { get; } = new("--uefi") { Description = "Boot by UEFI instead of BIOS." };

    public Option<bool> NoNet { get; } = new("--no-net") { Description = "Boot without a network card; tests by ssh and of ports are not run." };

    public Option<bool> NoKvm { get; } = new("--no-kvm") { Description = "Emulate the processor although KVM is there." };

    public Option<string> Expect { get; } = new("--expect") { Description = "A regular expression of .NET that a line of the console must match, besides the declared tests.", HelpName = "REGEX" };

    public Option<int?> Timeout { get; } = new("--timeout") { Description = "How long is waited at most, in seconds. Default: 120 with KVM, 600 without, or the longest declared test.", HelpName = "S" };

    public Option<bool> Keep { get; } = new("--keep") { Description = "Leave the machine on after the tests, until Ctrl-C." };

    public BootOptions()
    {
        Timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var seconds) && seconds is < 1 or > 86400)
                result.AddError("--timeout takes 1 to 86400 seconds.");
        });
        Expect.Validators.Add(result =>
        {
            var pattern = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            try
            {
                if (pattern.Length == 0) result.AddError("--expect has an empty value; give it a regular expression, or leave it out.");
                else _ = ConsolePattern.Of(pattern);
            }
            catch (ArgumentException e)
            {
                result.AddError($"--expect: '{pattern}' is not a regular expression of .NET ({e.Message.TrimEnd('.')}).");
            }
        });
        Iso.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => t.Value.Length == 0)) result.AddError("ISO has an empty value; give it one, or leave it out.");
        });
    }

    /// <summary>Adds them to the command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Iso);
        foreach (var option in new Option[] { Uefi, NoNet, NoKvm, Expect, Timeout, Keep }) command.Options.Add(option);
    }
}
