namespace Bivouac.Model;

/// <summary>A kernel parameter: a line of <c>/etc/sysctl.d/PROFILE.conf</c>.</summary>
/// <param name="Key">The parameter, for example <c>net.ipv4.ip_forward</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record SysctlSetting(string Key, string Value);
