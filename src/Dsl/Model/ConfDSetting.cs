namespace Bivouac.Model;

/// <summary>A variable of a service: a line of <c>/etc/conf.d/SERVICE</c>.</summary>
/// <param name="Service">The service.</param>
/// <param name="Variable">The shell variable.</param>
/// <param name="Value">Its value.</param>
public sealed record ConfDSetting(string Service, string Variable, ShellText Value);
