namespace SatuPintu.People.Looking;

/// <summary>Moments of knowing: what the registry held then.</summary>
internal static class Known
{
    // Later than anything that was ever recorded.
    private static readonly DateTime Now = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The moment up to which what was recorded counts: the end of a day (UTC), or now.</summary>
    public static DateTime At(DateOnly? day) => day is { } per && per < DateOnly.FromDateTime(DateTime.UtcNow) ? per.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMicroseconds(-1) : Now;

    /// <summary>The day as it is asked for: none where it is today or later.</summary>
    public static DateOnly? Past(DateOnly? day) => day is { } per && per < DateOnly.FromDateTime(DateTime.UtcNow) ? per : null;
}
