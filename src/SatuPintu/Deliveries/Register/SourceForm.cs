using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using SatuPintu.Sources;

namespace SatuPintu.Deliveries.Register;

/// <summary>What Satu Data asks to be known of a dataset.</summary>
/// <param name="Standard">The data standard it follows.</param>
/// <param name="Frequency">How often it is brought up to date.</param>
/// <param name="LegalBasis">By which rule it is kept and delivered.</param>
/// <param name="Contact">Whom to ask: an office, not a person.</param>
/// <param name="Licence">Under which terms it may be used.</param>
public sealed record SourceMetadata(string? Standard, string? Frequency, string? LegalBasis, string? Contact, string? Licence);

/// <summary>What is asked for when a source is added or changed.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Area">The code of the area that its lists cover, empty for the nation.</param>
/// <param name="Extends">The built-in definition it follows where <paramref name="Definition"/> is empty.</param>
/// <param name="Definition">The definition as a mapping file holds it; empty for one that only extends.</param>
/// <param name="Metadata">What else is known of it.</param>
public sealed record SourceForm(string Title, string Area, string Extends, string? Definition, SourceMetadata Metadata);

/// <summary>A form that was looked through, as it is kept.</summary>
internal sealed partial record CheckedSource(string Title, string Area, string Definition, string Metadata)
{
    private const int LongestNote = 1000, LongestDefinition = 30_000;
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Looks it through.</summary>
    /// <exception cref="UserError">Something in it is not allowed; says where and what is.</exception>
    public static CheckedSource Of(string id, SourceForm form) =>
        new(RegisterRules.Title(form.Title), RegisterRules.Area(form.Area), DefinitionOf(id, form), JsonSerializer.Serialize(Checked(form.Metadata), MetadataJson.Default.SourceMetadata));

    /// <summary>A text as the parameter of a column of JSON.</summary>
    public static NpgsqlParameter Json(string text) => new() { Value = text, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static string DefinitionOf(string id, SourceForm form)
    {
        var written = string.IsNullOrWhiteSpace(form.Definition) ? JsonSerializer.Serialize(new { id, extends = form.Extends }) : form.Definition;
        if (written.Length > LongestDefinition) throw new UserError(ExitCode.Usage, "source.definition_long", ("most", LongestDefinition));
        // A database takes neither; System.Text.Json reads them and fails later.
        if (NotLetters().IsMatch(written)) throw new UserError(ExitCode.Usage, "source.definition_letters");
        var definition = SourceCatalog.Define(written, id);
        if (definition.Id != id) throw new UserError(ExitCode.Usage, "source.definition_id", ("id", id), ("found", definition.Id));
        // Comments and commas at the end, which people write, are nothing to a database.
        using var document = JsonDocument.Parse(written, SourceCatalog.AsPeopleWrite);
        return JsonSerializer.Serialize(document.RootElement, Plain);
    }

    [GeneratedRegex(@"\\u(0000|[dD][89a-fA-F])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotLetters();

    private static SourceMetadata Checked(SourceMetadata metadata) =>
        new(Note(metadata.Standard), Note(metadata.Frequency), Note(metadata.LegalBasis), Note(metadata.Contact), Note(metadata.Licence));

    private static string? Note(string? text) => text?.Trim() switch
    {
        null or "" => null,
        { Length: > LongestNote } => throw new UserError(ExitCode.Usage, "source.note_long", ("most", LongestNote)),
        var note => note.Contains('\0', StringComparison.Ordinal) ? throw new UserError(ExitCode.Usage, "source.note_long", ("most", LongestNote)) : note,
    };
}
