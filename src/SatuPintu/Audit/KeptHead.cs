using System.Globalization;
using SatuPintu.Storage;

namespace SatuPintu.Audit;

/// <summary>The head of the audit chain as it was last sealed, kept with the keys: who can write the database only cannot cut the chain unseen.</summary>
public static class KeptHead
{
    private const string Name = "audit-head";

    /// <summary>What was kept; null where nothing was.</summary>
    public static ChainHead? Read(string keyFolder)
    {
        var file = Path.Combine(keyFolder, Name);
        if (!File.Exists(file)) return null;
        var parts = File.ReadAllText(file).Trim().Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new ChainHead(number, Convert.FromHexString(parts[1])) : null;
    }

    /// <summary>Keeps where the chain stands.</summary>
    public static void Write(string keyFolder, ChainHead head)
    {
        var file = Path.Combine(keyFolder, Name);
        using (var stream = OwnerOnlyFile.Create(file + ".new"))
        using (var writer = new StreamWriter(stream)) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{head.Number} {Convert.ToHexStringLower(head.Hash)}"));
        File.Move(file + ".new", file, overwrite: true);
    }
}
