using SatuPintu.Statistics.SmallAreas;
using SatuPintu.Welfare.ProxyMeans;

namespace SatuPintu.Welfare.SmallAreas;

/// <summary>How a poverty map is made.</summary>
public enum MapMethod
{
    /// <summary>Empirical best prediction (Molina and Rao 2010).</summary>
    Ebp,
    /// <summary>Elbers, Lanjouw and Lanjouw (2003).</summary>
    Ell,
    /// <summary>Fay and Herriot (1979).</summary>
    Fh,
}

/// <summary>How welfare is transformed.</summary>
public enum MapTransform
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>By its logarithm.</summary>
    Log,
    /// <summary>By the logarithm of welfare and a shift that is estimated.</summary>
    LogShift,
    /// <summary>By Box and Cox's power, estimated.</summary>
    Boxcox,
}

/// <summary>What to map.</summary>
public sealed record MapPovertyCommand
{
    /// <summary>The survey (CSV).</summary>
    public required string Survey { get; init; }

    /// <summary>The census (CSV).</summary>
    public required string Census { get; init; }

    /// <summary>The survey's columns; its groups are the areas.</summary>
    public required SurveyRoles Roles { get; init; }

    /// <summary>Whether predictors are all columns that survey and census have in common, and have no other part.</summary>
    public bool AutoPredictors { get; init; }

    /// <summary>How predictors are chosen among those named or found.</summary>
    public MapSelection Select { get; init; }

    /// <summary>The poverty line in the outcome's unit.</summary>
    public required double Line { get; init; }

    /// <summary>The method.</summary>
    public MapMethod Method { get; init; }

    /// <summary>The transformation; null for the method's own: logarithms, and none for Fay and Herriot.</summary>
    public MapTransform? Transform { get; init; }

    /// <summary>The transformation in effect.</summary>
    internal TransformationKind Transformation => Transform switch
    {
        MapTransform.None => TransformationKind.None,
        MapTransform.LogShift => TransformationKind.LogShift,
        MapTransform.Boxcox => TransformationKind.BoxCox,
        _ => Method == MapMethod.Fh ? TransformationKind.None : TransformationKind.Log,
    };

    /// <summary>By which likelihood variances are estimated.</summary>
    public LikelihoodKind Likelihood { get; init; }

    /// <summary>Whether to integrate by formula.</summary>
    public bool ClosedForm { get; init; }

    /// <summary>Simulated censuses.</summary>
    public int Simulations { get; init; } = 50;

    /// <summary>Bootstrap populations; 0 for no standard errors.</summary>
    public int Bootstrap { get; init; }

    /// <summary>What random numbers begin with.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Columns of the alpha model.</summary>
    public IReadOnlyList<string> Heteroskedastic { get; init; } = [];

    /// <summary>The share of all households to be given a place; null for no quotas.</summary>
    public double? Quota { get; init; }

    /// <summary>The headcount of all areas together that the map is to agree with; null for none.</summary>
    public double? Benchmark { get; init; }

    /// <summary>The headcounts of groups of areas that it is to agree with (CSV: <c>group,p0</c>); null for none.</summary>
    public string? BenchmarkFile { get; init; }

    /// <summary>The census's column that says which group an area lies in; null without <see cref="BenchmarkFile"/>.</summary>
    public string? BenchmarkBy { get; init; }

    /// <summary>Where the map is drawn (SVG); null for no drawing.</summary>
    public string? Map { get; init; }

    /// <summary>The areas' boundaries (GeoJSON) for the drawing; null for tiles.</summary>
    public string? Boundaries { get; init; }

    /// <summary>The property of a boundary that names its area; null for the one that names the most areas.</summary>
    public string? BoundaryKey { get; init; }

    /// <summary>The language of the drawing.</summary>
    public Language Language { get; init; }

    /// <summary>The map's file.</summary>
    public required string Out { get; init; }

    /// <summary>Whether a file that is not ours may be set aside.</summary>
    public bool Overwrite { get; init; }
}
