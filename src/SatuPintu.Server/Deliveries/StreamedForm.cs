using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace SatuPintu.Server.Deliveries;

/// <summary>Keeps the framework from reading the form of a page: it would lay the file down on the disk in the clear.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FormIsStreamedAttribute : Attribute, IResourceFilter
{
    /// <inheritdoc/>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        foreach (var factory in context.ValueProviderFactories.Where(f => f is FormValueProviderFactory or FormFileValueProviderFactory or JQueryFormValueProviderFactory).ToList()) context.ValueProviderFactories.Remove(factory);
    }

    /// <inheritdoc/>
    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}

/// <summary>A form with a file, read as it comes: the fields that stand before the file, then the file.</summary>
internal sealed class StreamedForm(IReadOnlyDictionary<string, string> fields, string? fileName, Stream? file)
{
    private const int LongestField = 4096, MostFields = 20;

    /// <summary>The name of the file; null where none was chosen.</summary>
    public string? FileName => fileName;

    /// <summary>The file; null where none was chosen.</summary>
    public Stream? File => file;

    /// <summary>A field, or null.</summary>
    public string? this[string name] => fields.GetValueOrDefault(name);

    /// <summary>Reads up to the file; null where it is no such form, or its token does not belong to whoever sent it.</summary>
    public static async Task<StreamedForm?> Read(HttpContext context, IAntiforgery antiforgery, string tokenField)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary) return null;
        var (form, token) = await Read(new MultipartReader(boundary, context.Request.Body), tokenField, context.RequestAborted);
        // With the token as a header its check reads no form.
        context.Request.Headers["RequestVerificationToken"] = token;
        return await antiforgery.IsRequestValidAsync(context) ? form : null;
    }

    private static async Task<(StreamedForm Form, string Token)> Read(MultipartReader reader, string tokenField, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (fields.Count < MostFields && await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } header) continue;
            var name = HeaderUtilities.RemoveQuotes(header.Name).Value ?? "";
            if (header.IsFileDisposition())
            {
                var fileName = HeaderUtilities.RemoveQuotes(header.FileNameStar.HasValue ? header.FileNameStar : header.FileName).Value;
                return (new StreamedForm(fields, string.IsNullOrEmpty(fileName) ? null : fileName, string.IsNullOrEmpty(fileName) ? null : section.Body), fields.GetValueOrDefault(tokenField, ""));
            }
            var value = new byte[LongestField];
            var read = await section.Body.ReadAtLeastAsync(value, value.Length, throwOnEndOfStream: false, cancellation);
            fields[name] = System.Text.Encoding.UTF8.GetString(value, 0, read);
        }
        return (new StreamedForm(fields, null, null), fields.GetValueOrDefault(tokenField, ""));
    }
}
