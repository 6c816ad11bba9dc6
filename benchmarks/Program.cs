using BenchmarkDotNet.Running;
using Bivouac.Benchmarks;

if (args is ["quick"]) QuickRun.Run();
else if (args is ["first", var analyzer]) QuickRun.First(analyzer == "idle");
else BenchmarkSwitcher.FromAssembly(typeof(EditBenchmarks).Assembly).Run(args);
