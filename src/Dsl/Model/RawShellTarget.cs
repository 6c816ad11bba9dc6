namespace Bivouac.Model;

/// <summary>The script that raw shell text goes into.</summary>
public enum RawShellTarget
{
    /// <summary>The end of <c>profile_NAME()</c> in <c>mkimg.NAME.sh</c>.</summary>
    Profile,

    /// <summary>The end of <c>genapkovl-NAME.sh</c>, before the archive is made; <c>$tmp</c> is the overlay's root.</summary>
    Overlay,
}
