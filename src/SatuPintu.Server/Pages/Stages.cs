namespace SatuPintu.Server.Pages;

/// <summary>The four stages of Satu Data Indonesia (Perpres 39/2019), which are the doors of the service.</summary>
internal static class Stages
{
    /// <summary>Which data are needed, and who produces them.</summary>
    public const string Planning = "perencanaan";

    /// <summary>Lists are taken in.</summary>
    public const string Collection = "pengumpulan";

    /// <summary>They are checked, and pairs in doubt decided.</summary>
    public const string Checking = "pemeriksaan";

    /// <summary>What came of them is shared.</summary>
    public const string Dissemination = "penyebarluasan";

    /// <summary>The names the stages have in addresses, in their order.</summary>
    public static readonly string[] All = [Planning, Collection, Checking, Dissemination];
}
