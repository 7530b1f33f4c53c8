using System.Globalization;
using SatuPintu.Regions;
using SatuPintu.Sources;
using SatuPintu.Sources.Values;

namespace SatuPintu.People.Proposing;

/// <summary>Brings what somebody proposes to the data standard, or says why it cannot be.</summary>
internal static class ProposedValues
{
    private const int ShortestAddress = 5, LongestAddress = 200;

    /// <summary>By element what a proposal sets.</summary>
    /// <exception cref="UserError">A value is missing or cannot be what it is said to be.</exception>
    public static IReadOnlyDictionary<string, string?> Of(ProposeCorrectionCommand command) => command.Kind switch
    {
        "value" => new Dictionary<string, string?>(StringComparer.Ordinal) { [command.Element!] = Standard(command.Element!, command.Value ?? "") },
        "died" => new Dictionary<string, string?>(StringComparer.Ordinal) { [Said.DiedOn] = Since(command) },
        "left_family" => new Dictionary<string, string?>(StringComparer.Ordinal) { [Said.Family] = Guid.CreateVersion7().ToString(), [Said.Since] = Since(command) },
        _ => new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [Said.Area] = Village(command.Area),
            [Elements.FullAddress] = Address(command.Address),
            [Said.Since] = Since(command),
            // The parts of the former address say nothing of the new one.
            [Elements.Street] = null,
            [Elements.HouseNumber] = null,
            [Elements.Rt] = null,
            [Elements.Rw] = null,
            [Elements.Latitude] = null,
            [Elements.Longitude] = null,
        },
    };

    /// <summary>A value in standard form.</summary>
    /// <exception cref="UserError">It cannot be one of the element.</exception>
    public static string Standard(string element, string value)
    {
        var standard = DataStandard.Load().Find(element)!;
        value = value.Trim();
        var read = standard.Type switch
        {
            ElementType.Code => CodeLists.Find(element) is { } codes && codes.TryRead(value, null, out var code) ? code : "",
            ElementType.Date => Day(value) is { } day && day <= DateOnly.FromDateTime(DateTime.UtcNow) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
            ElementType.Digits => Nik.TryParse(value.Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal), out var nik) ? nik.ToString() : "",
            ElementType.Text when element is Elements.FullName => PersonNameReader.Read(value).Standard,
            ElementType.Text => value.ToUpperInvariant(),
            _ => value,
        };
        return standard.Accepts(read) && (standard.Type == ElementType.Digits || !Proposals.HasNumber(read)) && (standard.Type != ElementType.Integer || !read.StartsWith('-'))
            ? read
            : throw new UserError(ExitCode.Usage, standard.Type is ElementType.Digits ? "proposal.number" : "proposal.value");
    }

    private static string Village(string? code) =>
        code?.Trim() is { Length: 10 } village && AreaCatalog.Official.Find(village) is not null ? village : throw new UserError(ExitCode.Usage, "proposal.village");

    private static string Address(string? address) =>
        address?.Trim().ToUpperInvariant() is { Length: >= ShortestAddress and <= LongestAddress } text && !Proposals.HasNumber(text) ? text
            : throw new UserError(ExitCode.Usage, "proposal.address", ("shortest", ShortestAddress), ("longest", LongestAddress));

    private static string Since(ProposeCorrectionCommand command) =>
        Day(command.Since?.Trim() ?? "") is { Year: > 1900 } day && day <= DateOnly.FromDateTime(DateTime.UtcNow) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : throw new UserError(ExitCode.Usage, "proposal.since");

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d-M-yyyy", "d/M/yyyy", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
