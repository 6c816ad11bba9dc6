using Xunit;

// The contracts of the builders wait for processes most of their time: two processors carry more than two.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
