using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace SatuPintu.Storage.Migrations;

/// <summary>One numbered step from an empty database to the present one, in SQL.</summary>
/// <param name="Number">Its place, from 1 without gaps.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Sql">What it runs.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    private static readonly Lazy<IReadOnlyList<Migration>> Carried = new(() => Load());

    /// <summary>The steps that the program carries, in order.</summary>
    public static IReadOnlyList<Migration> All => Carried.Value;

    /// <summary>SHA-256 of the SQL: a step that has been run is never changed.</summary>
    public byte[] Fingerprint => SHA256.HashData(Encoding.UTF8.GetBytes(Sql));

    private static List<Migration> Load()
    {
        const string Folder = "Storage/Migrations/";
        var assembly = Assembly.GetExecutingAssembly();
        var all = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = resource[Folder.Length..^4];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            all.Add(new Migration(int.Parse(file[..4], CultureInfo.InvariantCulture), file[5..], reader.ReadToEnd()));
        }
        return all;
    }
}
