namespace Bivouac.Model;

/// <summary>What a package's version must meet, in the words of apk.</summary>
/// <param name="Operator">One of <c>= &lt; &lt;= &gt; &gt;= ~</c>.</param>
/// <param name="Version">The version behind it.</param>
public sealed record ApkConstraint(string Operator, ShellText Version)
{
    /// <summary>As in world, with the values of VERSIONS put in, for example <c>~3.2</c>.</summary>
    public override string ToString() => Operator + Version.ToString();
}
