using BenchmarkDotNet.Attributes;
using Bivouac.Analyzers;

namespace Bivouac.Benchmarks;

/// <summary>What an edit of an unrelated file costs while somebody types.</summary>
[MemoryDiagnoser]
public class EditBenchmarks
{
    private Workload _workload = null!;

    [Params(1, 10, 100)]
    public int Classes { get; set; }

    [Params(0, 1000)]
    public int OverlayFiles { get; set; }

    [GlobalSetup]
    public void Setup() => _workload = new Workload(Classes, OverlayFiles);

    [Benchmark(Baseline = true)]
    public object Nothing() => _workload.Edit();

    [Benchmark]
    public object Generator() => _workload.EditAndGenerate();

    [Benchmark]
    public object SystemTextJson() => _workload.EditAndGenerateJson();

    [Benchmark]
    public object GeneratorAndAnalyzer() => _workload.EditAndAnalyze(new LiveCdAnalyzer());

    [Benchmark(Description = "generator and an analyzer that does nothing")]
    public object GeneratorAndIdleAnalyzer() => _workload.EditAndAnalyze(new IdleAnalyzer());
}
