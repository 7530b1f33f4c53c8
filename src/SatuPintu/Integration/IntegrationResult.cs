using SatuPintu.Integration.Report;

namespace SatuPintu.Integration;

/// <summary>What an integration found and where it stands.</summary>
/// <param name="Folder">The folder of the result, as a full path.</param>
/// <param name="Totals">The totals that the report and the command show.</param>
/// <param name="Costs">What each stage cost.</param>
public sealed record IntegrationResult(string Folder, ReportModel Totals, IReadOnlyList<StageCost> Costs);
