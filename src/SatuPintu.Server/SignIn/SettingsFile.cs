using System.Text.Json;
using System.Text.Json.Serialization;

namespace SatuPintu.Server.SignIn;

/// <summary>Reads the file of the ways in: JSON, readable by its owner only since secrets may stand in it.</summary>
public static class SettingsFile
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads it, with the secrets that stand in files of their own.</summary>
    /// <param name="path">The file; null for the one that <see cref="WaysIn.Variable"/> names, or none.</param>
    /// <exception cref="UserError">It cannot be read or says what cannot be.</exception>
    public static WaysIn Read(string? path)
    {
        Catalogue.Add(typeof(SettingsFile).Assembly);
        path ??= Environment.GetEnvironmentVariable(WaysIn.Variable) is { Length: > 0 } named ? named : null;
        if (path is null) return WaysIn.PasswordOnly;
        var read = Parse(path);
        // A role that is misspelt would be asked for nothing.
        if (read.SecondFactorRoles.FirstOrDefault(r => !Catalogue.Keys.Contains($"role.{r}")) is { } unknown) throw Wrong(path, "secondFactorRoles", unknown);
        foreach (var provider in read.Providers) Check(path, provider);
        foreach (var directory in read.Directories) Check(path, directory);
        if (read.Providers.Select(p => p.Name).Concat(read.Directories.Select(d => d.Name)).GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Wrong(path, "name", twice.Key);
        return read with
        {
            Providers = [.. read.Providers.Select(p => p with { ClientSecret = p.ClientSecret ?? Secret(path, p.ClientSecretFile) })],
            Directories = [.. read.Directories.Select(d => d with { SearchPassword = d.SearchPassword ?? Secret(path, d.SearchPasswordFile) })],
        };
    }

    private static WaysIn Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<WaysIn>(OwnText(path), Form) ?? throw Wrong(path, "{}", "null");
        }
        catch (JsonException e)
        {
            throw new UserError(ExitCode.Usage, "sign_in.file_json", e, ("file", path), ("at", e.Path ?? "$"), ("line", (e.LineNumber ?? 0) + 1));
        }
    }

    private static void Check(string path, ProviderSettings provider)
    {
        if (provider.Name.Length == 0 || !provider.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) throw Wrong(path, "providers.name", provider.Name);
        if (!Uri.TryCreate(provider.Issuer, UriKind.Absolute, out var issuer) || !IsSafe(issuer) || issuer.Query.Length > 0 || issuer.Fragment.Length > 0) throw Wrong(path, "providers.issuer", provider.Issuer);
        if (provider.ClientId.Length == 0) throw Wrong(path, "providers.clientId", provider.ClientId);
        if (provider.Display.Trim().Length == 0) throw Wrong(path, "providers.display", provider.Display);
        if (provider.ClientSecret is null && provider.ClientSecretFile is null) throw Wrong(path, "providers.clientSecretFile", "");
    }

    private static void Check(string path, DirectorySettings directory)
    {
        if (directory.Name.Length == 0) throw Wrong(path, "directories.name", directory.Name);
        if (!Uri.TryCreate(directory.Url, UriKind.Absolute, out var url) || url.Scheme is not ("ldap" or "ldaps") || url.Host.Length == 0) throw Wrong(path, "directories.url", directory.Url);
        if (directory.Certificates is { } folder && !Directory.Exists(folder)) throw Wrong(path, "directories.certificates", folder);
        if (!directory.Filter.Contains("{name}", StringComparison.Ordinal)) throw Wrong(path, "directories.filter", directory.Filter);
    }

    /// <summary>Whether what goes to an address cannot be read on the way: https, or this machine.</summary>
    internal static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;

    private static string? Secret(string path, string? file) => file is null ? null : OwnText(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file)).Trim();

    private static string OwnText(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None) throw new UserError(ExitCode.Usage, "sign_in.file_open", ("file", path));
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.Input, "sign_in.file_unread", e, ("file", path));
        }
    }

    private static UserError Wrong(string path, string at, string value) => new(ExitCode.Usage, "sign_in.file_value", ("file", path), ("at", at), ("value", value));
}
