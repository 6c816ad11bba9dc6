namespace Bivouac.Apk;

/// <summary>
/// Reads a version token by token as apk does. It follows <c>get_token</c> and <c>next_token</c> of version.c in
/// apk-tools 2.14 (the same file from 2.14.0 to 2.14.10), including what it lets pass (<c>1.</c>, <c>1-r</c>).
/// </summary>
internal struct ApkVersionReader
{
    private static readonly string[] PreSuffixes = ["alpha", "beta", "pre", "rc"];
    private static readonly string[] PostSuffixes = ["cvs", "svn", "git", "hg", "p"];

    private readonly string _text;
    private int _at;

    public ApkVersionReader(string text)
    {
        _text = text;
        _at = 0;
        Token = ApkVersionToken.Digit;
        Hash = "";
    }

    /// <summary>The kind of the token that <see cref="Read"/> reads next.</summary>
    public ApkVersionToken Token { get; private set; }

    /// <summary>The hash, when the token last read was one; else empty.</summary>
    public string Hash { get; private set; }

    private readonly int Left => _text.Length - _at;

    /// <summary>Reads the token announced by <see cref="Token"/>, announces the next one and returns its value, -1 when invalid.</summary>
    public long Read()
    {
        Hash = "";
        if (Left <= 0)
        {
            if (Token == ApkVersionToken.CommitHash) return Fail();
            Token = ApkVersionToken.End;
            return 0;
        }

        var announced = ApkVersionToken.Invalid;
        var length = 0;
        long value = 0;
        switch (Token)
        {
            // A component after a dot that starts with zero is worth minus the number of further zeros, so that
            // 1.001 < 1.01 < 1.1; its digits follow as a token of their own.
            case ApkVersionToken.DigitOrZero when _text[_at] == '0':
                while (length + 1 < Left && _text[_at + length + 1] == '0') length++;
                announced = ApkVersionToken.Digit;
                value = -length;
                break;
            case ApkVersionToken.DigitOrZero:
            case ApkVersionToken.Digit:
            case ApkVersionToken.SuffixNumber:
            case ApkVersionToken.RevisionNumber:
                while (length < Left && IsDigit(_text[_at + length]))
                    value = unchecked((value * 10) + (_text[_at + length++] - '0'));
                if (length >= 18) return Fail();
                break;
            case ApkVersionToken.Letter:
                value = _text[_at];
                length = 1;
                break;
            case ApkVersionToken.Suffix:
                if (!TryReadSuffix(out value, out length)) return Fail();
                break;
            case ApkVersionToken.CommitHash:
                while (length < Left && _text[_at + length] is (>= '0' and <= '9') or (>= 'a' and <= 'f')) length++;
                if (length == 0) return Fail();
                Hash = _text.Substring(_at, length);
                break;
            default:
                return Fail();
        }

        _at += length;
        if (Left == 0) Token = ApkVersionToken.End;
        else if (announced != ApkVersionToken.Invalid) Token = announced;
        else Advance();
        return value;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private long Fail()
    {
        Token = ApkVersionToken.Invalid;
        return -1;
    }

    private readonly bool TryReadSuffix(out long value, out int length)
    {
        for (var i = 0; i < PreSuffixes.Length; i++)
            if (StartsWith(PreSuffixes[i]))
            {
                value = i - PreSuffixes.Length;
                length = PreSuffixes[i].Length;
                return true;
            }

        for (var i = 0; i < PostSuffixes.Length; i++)
            if (StartsWith(PostSuffixes[i]))
            {
                value = i;
                length = PostSuffixes[i].Length;
                return true;
            }

        value = -1;
        length = 0;
        return false;
    }

    private readonly bool StartsWith(string what) =>
        what.Length <= Left && string.CompareOrdinal(_text, _at, what, 0, what.Length) == 0;

    private void Advance()
    {
        var last = Token;
        var next = ApkVersionToken.Invalid;
        var c = _text[_at];
        if (last is ApkVersionToken.Digit or ApkVersionToken.DigitOrZero && c is >= 'a' and <= 'z') next = ApkVersionToken.Letter;
        else if (last == ApkVersionToken.Letter && IsDigit(c)) next = ApkVersionToken.Digit;
        else if (last == ApkVersionToken.Suffix && IsDigit(c)) next = ApkVersionToken.SuffixNumber;
        else
        {
            if (c == '.') next = ApkVersionToken.DigitOrZero;
            else if (c == '_') next = ApkVersionToken.Suffix;
            else if (c == '~') next = ApkVersionToken.CommitHash;
            else if (c == '-' && Left > 1 && _text[_at + 1] == 'r')
            {
                next = ApkVersionToken.RevisionNumber;
                _at++;
            }

            _at++;
        }

        var goesBack = next < last
            && !(next == ApkVersionToken.DigitOrZero && last == ApkVersionToken.Digit)
            && !(next == ApkVersionToken.Suffix && last == ApkVersionToken.SuffixNumber)
            && !(next == ApkVersionToken.Digit && last == ApkVersionToken.Letter);
        var repeatsHash = next == ApkVersionToken.CommitHash && last == ApkVersionToken.CommitHash;
        Token = goesBack || repeatsHash ? ApkVersionToken.Invalid : next;
    }
}
