using System.Globalization;
using System.Text;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Audit;

/// <summary>The head of the audit chain as it was last sealed, kept with the keys: who can write the database only cannot cut the chain unseen.</summary>
public static class KeptHead
{
    private const string Name = "audit-head";

    /// <summary>What was kept; null where nothing was.</summary>
    /// <exception cref="UserError">What stands there was not written by this program.</exception>
    public static ChainHead? Read(string keyFolder)
    {
        var file = Path.Combine(keyFolder, Name);
        if (!File.Exists(file)) return null;
        var parts = File.ReadAllText(file).Trim().Split(' ');
        if (parts is not [var number, { Length: 64 } hash] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || !hash.All(char.IsAsciiHexDigit))
            throw new UserError(ExitCode.Input, "audit.head_damaged", ("file", file));
        return new ChainHead(last, Convert.FromHexString(hash));
    }

    /// <summary>Keeps where the chain stands.</summary>
    public static void Write(string keyFolder, ChainHead head)
    {
        WholeFile.Replace(Path.Combine(keyFolder, Name), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head.Number} {Convert.ToHexStringLower(head.Hash)}\n")));
    }
}
