namespace Microsoft.ML.Runtime;

/// <summary>Marks exceptions with where they came from.</summary>
public interface IExceptionContext
{
    /// <summary>The name of the component.</summary>
    string ContextDescription { get; }

    /// <summary>Marks the exception and returns it, to be thrown.</summary>
    TException Process<TException>(TException ex)
        where TException : Exception;
}
