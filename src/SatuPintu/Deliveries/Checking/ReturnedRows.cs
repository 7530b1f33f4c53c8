using SatuPintu.Sources.Checks;
using SatuPintu.Storage;
using SatuPintu.Storage.Keys;

namespace SatuPintu.Deliveries.Checking;

/// <summary>The rows of a delivery with errors, each with its reasons, for the producer to mend: a sealed CSV file beside the list.</summary>
internal static class ReturnedRows
{
    /// <summary>Keeps them; those of an earlier check are written over.</summary>
    /// <returns>How many rows there are.</returns>
    public static int Keep(DeliveryFiles files, KeyRing keys, CheckedList list, CancellationToken cancellation)
    {
        var path = files.Returned(list.Delivery.Id);
        var partial = path + ".making";
        File.Delete(partial);
        int rows;
        using (var file = SealedFile.Create(partial, keys))
        {
            using (var csv = new CsvWriter(new LeftOpen(file), ReturnsFile.Headings(list.Check.Table.Raw))) rows = ReturnsFile.Write(csv, list.Check, cancellation);
            file.Complete();
        }
        WholeFile.Move(partial, path);
        return rows;
    }

    /// <summary>A stream that does not close the one below it.</summary>
    private sealed class LeftOpen(Stream below) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => below.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => below.Write(buffer, offset, count);
        public override void Write(ReadOnlySpan<byte> buffer) => below.Write(buffer);
    }
}
