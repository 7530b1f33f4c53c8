namespace SatuPintu.Server.SignIn;

/// <summary>The ways of signing in beside name and password, as the settings say.</summary>
public sealed record WaysIn
{
    /// <summary>Names the file of the settings.</summary>
    public const string Variable = "SATUPINTU_SIGN_IN";

    /// <summary>None beside name and password.</summary>
    public static WaysIn PasswordOnly { get; } = new();

    /// <summary>The roles that must have a second factor.</summary>
    public IReadOnlyList<string> SecondFactorRoles { get; init; } = [];

    /// <summary>Providers of sign-in (OpenID Connect).</summary>
    public IReadOnlyList<ProviderSettings> Providers { get; init; } = [];

    /// <summary>Directories of an agency (LDAP).</summary>
    public IReadOnlyList<DirectorySettings> Directories { get; init; } = [];
}

/// <summary>A provider of sign-in by OpenID Connect.</summary>
public sealed record ProviderSettings
{
    /// <summary>The name in addresses: small letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The name that officers see.</summary>
    public required string Display { get; init; }

    /// <summary>Its address as it stands in its tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary>What the provider knows this service by.</summary>
    public required string ClientId { get; init; }

    /// <summary>The secret shared with it; better in a file of its own.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>A file that holds the secret and nothing else.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>What is asked for beside <c>openid</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["profile", "email"];

    /// <summary>The claim by which an administrator may name a user beforehand.</summary>
    public string UserClaim { get; init; } = "email";
}

/// <summary>A directory that judges passwords.</summary>
public sealed record DirectorySettings
{
    /// <summary>The name that accounts refer to.</summary>
    public required string Name { get; init; }

    /// <summary>Its address: <c>ldaps://host:636</c>, or <c>ldap://host:389</c>, which goes over to TLS before anything is said.</summary>
    public required string Url { get; init; }

    /// <summary>The account that searches; without it the search is anonymous.</summary>
    public string? SearchDn { get; init; }

    /// <summary>Its password; better in a file of its own.</summary>
    public string? SearchPassword { get; init; }

    /// <summary>A file that holds the password and nothing else.</summary>
    public string? SearchPasswordFile { get; init; }

    /// <summary>Where people stand.</summary>
    public required string Base { get; init; }

    /// <summary>How a person is found; <c>{name}</c> stands for what was typed, made harmless.</summary>
    public string Filter { get; init; } = "(uid={name})";

    /// <summary>A folder with the certificates of those who may vouch for it, as <c>openssl rehash</c> leaves it; without it the system's.</summary>
    public string? Certificates { get; init; }
}
