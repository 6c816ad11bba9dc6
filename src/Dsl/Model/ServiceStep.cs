namespace Bivouac.Model;

/// <summary>One thing that a service runs.</summary>
public abstract record ServiceStep;
