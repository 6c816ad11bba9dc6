namespace Bivouac.Rules;

/// <summary>How sure and how harmful a finding is. An .editorconfig can change it per rule.</summary>
public enum Severity
{
    /// <summary>A hint.</summary>
    Info,

    /// <summary>Probably wrong, or wrong in some images.</summary>
    Warning,

    /// <summary>The image would not be built, or not work as declared.</summary>
    Error,
}
