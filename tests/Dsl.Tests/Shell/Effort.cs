using System;
using System.Globalization;

namespace Bivouac.Dsl.Tests.Shell;

/// <summary>How long random tests try: few samples by default, more with the environment variable BIVOUAC_TEST_EFFORT.</summary>
internal static class Effort
{
    public static int Factor { get; } = int.TryParse(Environment.GetEnvironmentVariable("BIVOUAC_TEST_EFFORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? Math.Max(1, factor) : 1;
}
