using BenchmarkDotNet.Running;
using Bivouac.Benchmarks;
using Bivouac.Benchmarks.Builds;

if (args is ["builds", .. var rest]) return await BuildsRun.RunAsync(rest);
if (args is ["quick"]) QuickRun.Run();
else if (args is ["first", var analyzer]) QuickRun.First(analyzer == "idle");
else BenchmarkSwitcher.FromAssembly(typeof(EditBenchmarks).Assembly).Run(args);
return 0;
