using System.Security.Cryptography;

namespace SatuPintu.Integration;

/// <summary>A list as it was handed in.</summary>
/// <param name="SourceId">Id of its source.</param>
/// <param name="Path">The path as given.</param>
/// <param name="Bytes">Its size; 0 when it is a pipe.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal; empty when it is a pipe, which can be read only once.</param>
public sealed record InputFile(string SourceId, string Path, long Bytes, string Sha256)
{
    /// <summary>Takes the identity of a file.</summary>
    internal static InputFile Of(string sourceId, string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        if (!stream.CanSeek) return new InputFile(sourceId, path, 0, "");
        return new InputFile(sourceId, path, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>Refuses a source named twice, before anything is read.</summary>
    internal static void RequireDistinctSources(IReadOnlyList<SourceFile> sources)
    {
        if (sources.Count == 0) throw new UserError(ExitCode.Usage, "integrate.no_source");
        var twice = sources.GroupBy(s => s.SourceId, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new UserError(ExitCode.Usage, "integrate.source_twice", ("source", twice.Key), ("first", twice.First().Path), ("second", twice.ElementAt(1).Path));
    }

    /// <summary>Refuses one file handed in for two sources: every person would seem to stand in both.</summary>
    internal static void RequireDistinctFiles(IReadOnlyList<InputFile> files)
    {
        var twice = files.Where(f => f.Sha256.Length > 0).GroupBy(f => f.Sha256, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new UserError(ExitCode.Input, "integrate.file_twice",
                ("first", twice.First().SourceId), ("second", twice.ElementAt(1).SourceId), ("first_file", twice.First().Path), ("second_file", twice.ElementAt(1).Path));
    }
}

/// <summary>A list to integrate: which source it comes from, and where it lies.</summary>
/// <param name="SourceId">Id of the source (<c>dtks</c>).</param>
/// <param name="Path">Path of the file.</param>
public sealed record SourceFile(string SourceId, string Path);
