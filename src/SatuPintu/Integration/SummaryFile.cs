namespace SatuPintu.Integration;

/// <summary>What <c>summary.json</c> is called, and how it is told to be ours.</summary>
internal static class SummaryFile
{
    /// <summary>Its name in the output folder.</summary>
    public const string Name = "summary.json";

    /// <summary>The value of its property <c>program</c>.</summary>
    public const string Program = ProgramVersion.Name;
}
