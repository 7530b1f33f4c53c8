using Microsoft.Win32.SafeHandles;

namespace SatuPintu.Storage.Keys;

/// <summary>
/// Files kept encrypted on disk, such as delivered lists: written once from the front, also in several sittings, and read from
/// any place. What was cut off, put in another order, added or changed is refused.
/// </summary>
/// <example><code>
/// using (var file = SealedFile.Create(path, ring))
/// {
///     upload.CopyTo(file);
///     file.Complete();
/// }
/// using var content = SealedFile.Open(path, ring);
/// </code></example>
internal static class SealedFile
{
    /// <summary>Begins a new file with the newest key, readable by its owner only.</summary>
    /// <exception cref="UserError">There is a file of that name, or it cannot be made.</exception>
    public static SealedWriter Create(string path, KeyRing ring) => Begin(OpenToWrite(path, FileMode.CreateNew), ring, path);

    /// <summary>Opens a file that was not completed, to go on with it after its last whole chunk; what follows that is cut off.</summary>
    /// <returns>A writer whose <see cref="SealedWriter.SafeBytes"/> tells from where the content is to be sent again.</returns>
    /// <exception cref="UserError">The file is complete, sealed with other keys, in use, or no sealed file.</exception>
    public static SealedWriter Resume(string path, KeyRing ring)
    {
        var file = OpenToWrite(path, FileMode.Open);
        try
        {
            var head = Head(file.SafeFileHandle, path);
            // The file was cut off before its head was whole.
            if (head.Length < SealedCipher.HeadSize && StartsAsSealed(head)) return Begin(file, ring, path);
            var cipher = SealedCipher.Of(head, ring, path);
            return new SealedWriter(file, cipher, path, SealedTail.Cut(file.SafeFileHandle, cipher, path));
        }
        catch (Exception e)
        {
            file.Dispose();
            if (KeyErrors.OfFiles(e)) throw KeyErrors.WritingFile(path, e);
            throw;
        }
    }

    /// <summary>Opens a complete file for reading from any place.</summary>
    /// <exception cref="UserError">The file is damaged, not complete, sealed with other keys, or no sealed file.</exception>
    public static SealedReader Open(string path, KeyRing ring)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path);
            var cipher = SealedCipher.Of(Head(file, path), ring, path);
            return new SealedReader(file, cipher, path);
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (KeyErrors.OfFiles(e)) throw KeyErrors.ReadingFile(path, e);
            throw;
        }
    }

    /// <summary>The version of the data key that a file was sealed with; tells which files are to be sealed anew.</summary>
    /// <exception cref="UserError">It is no sealed file, or cannot be read.</exception>
    public static int KeyVersionOf(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return SealedCipher.KeyVersionOf(Head(file, path), path);
        }
        catch (Exception e) when (KeyErrors.OfFiles(e))
        {
            throw KeyErrors.ReadingFile(path, e);
        }
    }

    /// <summary>Seals a complete file anew with the newest key; the file is replaced whole or not at all.</summary>
    /// <returns>Whether there was something to do: a file sealed with the newest key stays as it is.</returns>
    /// <exception cref="UserError">The file cannot be read, or the new one cannot be written; the file stays as it was.</exception>
    public static bool Reseal(string path, KeyRing ring)
    {
        if (KeyVersionOf(path) == ring.DataVersion) return false;
        // Always the same name, so that one left by a loss of power is written over.
        var partial = path + ".resealing";
        try
        {
            using (var from = Open(path, ring))
            using (var to = Begin(OpenToWrite(partial, FileMode.Create), ring, partial))
            {
                from.CopyTo(to);
                to.Complete();
            }
            WholeFile.Move(partial, path);
            return true;
        }
        catch (Exception e)
        {
            TryDelete(partial);
            if (KeyErrors.OfFiles(e)) throw KeyErrors.WritingFile(path, e);
            throw;
        }
    }

    private static SealedWriter Begin(FileStream file, KeyRing ring, string path)
    {
        var cipher = SealedCipher.New(ring);
        try
        {
            RandomAccess.SetLength(file.SafeFileHandle, 0);
            RandomAccess.Write(file.SafeFileHandle, cipher.Head, 0);
            return new SealedWriter(file, cipher, path, chunks: 0);
        }
        catch (Exception e)
        {
            cipher.Dispose();
            file.Dispose();
            if (KeyErrors.OfFiles(e)) throw KeyErrors.WritingFile(path, e);
            throw;
        }
    }

    private static FileStream OpenToWrite(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException e) when (mode == FileMode.CreateNew && File.Exists(path))
        {
            throw new UserError(ExitCode.Output, "keys.file.exists", e, ("file", path));
        }
        catch (Exception e) when (KeyErrors.OfFiles(e))
        {
            throw KeyErrors.WritingFile(path, e);
        }
    }

    private static byte[] Head(SafeFileHandle file, string path)
    {
        var head = new byte[(int)Math.Min(SealedCipher.HeadSize, RandomAccess.GetLength(file))];
        if (SealedTail.ReadAll(file, head, 0)) return head;
        throw new UserError(ExitCode.Input, "keys.file.incomplete", ("file", path));
    }

    private static bool StartsAsSealed(byte[] head) => head.AsSpan().StartsWith(SealedCipher.Magic) || SealedCipher.Magic.StartsWith(head);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (KeyErrors.OfFiles(e))
        {
            // What made the work fail is said; the next try writes over this file.
        }
    }
}
