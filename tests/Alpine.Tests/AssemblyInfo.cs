using Bivouac.Alpine.Tests;
using Xunit;

// One sandbox for all tests: its builds run side by side, as those of several projects do.
[assembly: AssemblyFixture(typeof(AlpineFixture))]

// Most of a test's time is waiting for mkimage.sh, for a lock or for a process to end: two processors carry more than two.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
