using MlPipelines.Reporting.Drawings;

namespace MlPipelines.UnitTests.Reporting.Drawings;

/// <summary>Drawings that somebody made to do harm: none becomes a part of the page.</summary>
[TestClass]
public sealed class SoundDrawingTests
{
    [TestMethod]
    [DataRow("<svg><script>alert(1)</script></svg>")]
    [DataRow("<svg onload=\"alert(1)\"/>")]
    [DataRow("<svg><g OnClick=\"alert(1)\"/></svg>")]
    [DataRow("<svg><foreignObject><p/></foreignObject></svg>")]
    [DataRow("<svg><a href=\"javascript:alert(1)\"/></svg>")]
    [DataRow("<svg><image href=\"https://example.org/a.png\"/></svg>")]
    [DataRow("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>")]
    [DataRow("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><svg>&a;</svg>")]
    [DataRow("</svg><script>alert(1)</script><svg>")]
    [DataRow("<p/>")]
    public void ElementOf_WhatIsNoPlainDrawing_IsAnImage(string text)
    {
        var element = SoundDrawing.ElementOf(text);

        Assert.StartsWith("<img alt=\"\" src=\"data:image/svg+xml;base64,", element);
        Assert.IsNull(SoundDrawing.Find(text));
    }

    [TestMethod]
    public void ElementOf_DeepNesting_IsAnImage()
    {
        string Deep(int depth) =>
            $"<svg>{string.Concat(Enumerable.Repeat("<g>", depth))}{string.Concat(Enumerable.Repeat("</g>", depth))}</svg>";

        Assert.StartsWith("<img", SoundDrawing.ElementOf(Deep(100_000)));
        Assert.StartsWith("<svg", SoundDrawing.ElementOf(Deep(50)));
    }

    [TestMethod]
    public void ElementOf_APlainDrawing_StaysAsItIs()
    {
        const string Drawing =
            "<svg><g id=\"a\"><path d=\"M0 0L1 1\"/></g><use href=\"#a\"/><image href=\"data:image/png;base64,AA\"/></svg>";

        Assert.AreEqual(Drawing, SoundDrawing.ElementOf(Drawing));
    }

    [TestMethod]
    [DataRow("1.2.3", "2")]
    [DataRow("٣", "2")]
    [DataRow("1", "x")]
    [DataRow("1", "1e999")]
    public void Add_OutlinesAtPlacesThatAreNoNumbers_StayOutlines(string scale, string x)
    {
        var drawing = $"<svg><g transform=\"translate(0 5) scale({scale})\"><use href=\"#t-r41\" x=\"{x}\"/></g></svg>";

        Assert.Contains("<use", new PageDrawings().Add(drawing, null).Light);
    }
}
