using MlPipelines.MLNetParity;

namespace MlPipelines.UnitTests.MLNetParity;

[TestClass]
public sealed class ErrorMessageTests
{
    /// <summary>What the embedded library says of a wrong input names more than the type of the error.</summary>
    [TestMethod]
    public void OfThisLibrary_EachException_HasAMessage()
    {
        var messages = ErrorMessage.OfThisLibrary().ToArray();

        Assert.IsGreaterThanOrEqualTo(300, messages.Count(message => message.Type != "none"));
        foreach (var message in messages.Where(message => message.Type != "none"))
            Assert.IsGreaterThanOrEqualTo(10, message.Text.Length, $"{message.Program}, {message.Case}: '{message.Text}'");
    }

    [TestMethod]
    public void Load_SavedMessages_AreTheSame()
    {
        ErrorMessage[] messages = [new("a", "b", "FormatException", "No 'x'."), new("a", "c", "none", "")];
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "errors.txt");

        ErrorMessage.Save(path, messages);

        CollectionAssert.AreEqual(messages, ErrorMessage.Load(path).ToArray());
    }
}
