namespace SatuPintu.Server.Pages;

/// <summary>The four stages of Satu Data Indonesia (Perpres 39/2019), which are the doors of the service.</summary>
internal static class Stages
{
    /// <summary>The names the stages have in addresses, in their order.</summary>
    public static readonly string[] All = ["perencanaan", "pengumpulan", "pemeriksaan", "penyebarluasan"];
}
