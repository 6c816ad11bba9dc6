namespace Bivouac.Apk;

/// <summary>
/// The kinds of token of a version. The order matters: a version whose tokens go back in it is invalid, and where two
/// versions differ in the kind of their next token, the smaller kind is the greater version (version.c, enum PARTS).
/// </summary>
internal enum ApkVersionToken
{
    Invalid = -1,
    DigitOrZero,
    Digit,
    Letter,
    Suffix,
    SuffixNumber,

    /// <summary><c>~hash</c> of apk 3; apk 2.14 has no such token and calls the version invalid.</summary>
    CommitHash,
    RevisionNumber,
    End,
}
