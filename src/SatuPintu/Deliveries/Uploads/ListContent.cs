using SatuPintu.Sources.Reading;

namespace SatuPintu.Deliveries.Uploads;

/// <summary>Whether what was sent can be a list at all, by its content; its name says nothing.</summary>
internal static class ListContent
{
    /// <summary>Why a file is not taken; null where it is.</summary>
    public static UserError? WhyNot(Stream content, string fileName, CancellationToken cancellation)
    {
        if (content.Length == 0) return new UserError(ExitCode.Input, "reading.empty", ("file", fileName));
        Span<byte> head = stackalloc byte[1024];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var signature = FileSignature.Find(head);
        if (signature.Kind == FileKind.Other) return ListReader.NotATable(fileName, signature.Name);
        if (signature.Kind != FileKind.Text) return null;
        try
        {
            TextProbe.Find(content, fileName, cancellation);
            return null;
        }
        catch (UserError e)
        {
            return e;
        }
    }
}
