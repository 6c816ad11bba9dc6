namespace Bivouac.Model;

/// <summary>A terminal on which a user is logged in by itself, again after each logout: a line of <c>/etc/inittab</c>.</summary>
/// <param name="Terminal">The terminal, for example <c>tty1</c>.</param>
/// <param name="User">The user.</param>
/// <param name="Program">What runs in the place of the login shell, by its absolute path; null for the shell.</param>
/// <param name="Arguments">The program's arguments.</param>
public sealed record AutologinDeclaration(string Terminal, string User, string? Program, EquatableArray<ShellText> Arguments);
