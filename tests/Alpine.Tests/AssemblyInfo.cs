using Bivouac.Alpine.Tests;
using Xunit;

// One sandbox for all tests: its builds run side by side, as those of several projects do.
[assembly: AssemblyFixture(typeof(AlpineFixture))]
