using System;

namespace Bivouac.Apk;

/// <summary>How a version must compare with the one of a dependency: the results that are accepted, as apk keeps them.</summary>
[Flags]
public enum ApkOperator
{
    /// <summary>No version is asked for: any version will do, and none too.</summary>
    Any = 0,

    /// <summary>The same version.</summary>
    Equal = 1,

    /// <summary>An older version.</summary>
    Less = 2,

    /// <summary>A newer version.</summary>
    Greater = 4,

    /// <summary>A version that begins with the one named; always together with <see cref="Equal"/>.</summary>
    Fuzzy = 8,

    /// <summary><c>&gt;&lt;</c>: the package with exactly this checksum. apk writes it for files installed by path.</summary>
    Checksum = Less | Greater,
}
