namespace Bivouac.Mkimage.Reporting.Findings;

/// <summary>How findings are written.</summary>
internal enum FindingsFormat
{
    /// <summary>Lines as compilers write them.</summary>
    Text,

    /// <summary>JSON of our own.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,
}
