using BenchmarkDotNet.Running;
using Bivouac.Benchmarks;

if (args is ["quick"]) QuickRun.Run();
else BenchmarkSwitcher.FromAssembly(typeof(EditBenchmarks).Assembly).Run(args);
