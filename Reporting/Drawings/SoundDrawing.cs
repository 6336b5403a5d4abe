using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MlPipelines.Reporting.Drawings;

/// <summary>
/// Drawings that a page may have among its own elements. A file of a run's folder may be made to do harm: a script in it would run with
/// the page. What is not a plain drawing is shown as an image, in which a browser runs nothing.
/// </summary>
internal static class SoundDrawing
{
    private const int Deepest = 100;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private static readonly HashSet<string> Active = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "foreignObject", "iframe", "object", "embed", "handler", "listener", "animate", "set", "a",
    };

    /// <summary>The drawing; null where the text is no SVG, is nested too deep, declares entities, or could run a script.</summary>
    public static XElement? Find(string text)
    {
        try
        {
            using (var reader = XmlReader.Create(new StringReader(text), Settings))
            {
                while (reader.Read())
                {
                    if (reader.Depth > Deepest)
                        return null;
                }
            }

            using var again = XmlReader.Create(new StringReader(text), Settings);
            return XDocument.Load(again).Root is { Name.LocalName: "svg" } root && !root.DescendantsAndSelf().Any(IsActive) ? root : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The text of an SVG file as an element of a page: itself, or an image of it where it is no plain drawing.</summary>
    /// <param name="text">The text of the file.</param>
    public static string ElementOf(string text) => Find(text) is not null ? text
        : $"<img alt=\"\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\">";

    private static bool IsActive(XElement element) => Active.Contains(element.Name.LocalName)
        || element.Attributes().Any(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            || (attribute.Name.LocalName == "href" && !attribute.Value.StartsWith('#') && !IsOwnImage(element, attribute.Value)));

    /// <summary>Whether an address is an image that the drawing carries in itself.</summary>
    private static bool IsOwnImage(XElement element, string address) =>
        element.Name.LocalName == "image" && address.StartsWith("data:", StringComparison.Ordinal);
}
