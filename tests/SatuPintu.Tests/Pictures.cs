using Microsoft.Playwright;

namespace SatuPintu.Tests;

/// <summary>The pictures of the guides, taken from the pages as tests go through them: <c>SATUPINTU_PICTURES</c> names the folder, and without it none are.</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SATUPINTU_PICTURES");

    /// <summary>Whether any are taken.</summary>
    public static bool AreTaken => Folder is not null;

    /// <summary>Takes one of a page in Indonesian, the language of the guides.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">The name of the file in <c>docs/guide/gambar</c>, without its ending.</param>
    /// <param name="height">How much of the page from its top, in pixels.</param>
    public static async Task Take(IPage page, string name, int height = 900)
    {
        if (Folder is null || await page.Locator("html").GetAttributeAsync("lang") != "id") return;
        Directory.CreateDirectory(Folder);
        var box = await page.Locator("html").BoundingBoxAsync();
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Folder, name + ".png"),
            FullPage = true,
            Clip = new Clip { X = 0, Y = 0, Width = page.ViewportSize!.Width, Height = Math.Min(height, Math.Max(box!.Height, page.ViewportSize.Height)) },
        });
    }
}
