using Bivouac.Boot.Tests.Machine;
using Xunit;

// They mostly wait: for a link, a lease, a time limit.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(BaseRoot))]
