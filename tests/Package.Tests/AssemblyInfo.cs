using Bivouac.Package.Tests.Harness;
using Xunit;

// Every test starts builds; more than one at a time makes all of them slow.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(PackedPackage))]
